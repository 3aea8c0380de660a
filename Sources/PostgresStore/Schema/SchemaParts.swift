/// What there is of each table when all steps are done, by table. A step that adds or drops one says so here; a test compares
/// them with what a new program has.
enum SchemaParts {
  /// Of these alone everybody may read every row.
  static let openTables: Set<String> = ["format"]

  static let triggers: [String: String] = [
    "access": "insiders",
    "attendance": "itself present",
    "busy": "present",
    "busy_generation": "blocks own present",
    "busy_source": "itself present removed tell whose",
    "notebook": "itself present removed stands stood stood_last tell whose",
    "pair": "itself present removed tell whose",
    "person": "insiders insiders_changed person_kept present removed tell whose",
    "program": "present tell",
    "reminded": "present",
    "reversible": "present",
    "room": "present tell",
    "series": "itself named present removed renamed whose",
    "session": "named present renamed session_inserted session_itself session_kept session_updated tell",
    "step": "present step_kept",
  ]

  /// That keep `ON CONFLICT` and `MERGE` away.
  static let rules: [String: String] = [
    "attendance": "apart", "busy_source": "apart", "notebook": "apart", "pair": "apart", "person": "apart",
    "room": "apart",
    "series": "apart", "session": "apart",
  ]

  /// Indexes that let nothing be there twice, and are no constraints.
  static let indexes: [String: String] = [
    "notebook": "notebook_feedback notebook_notes", "step": "step_target",
  ]

  static let policies: [String: String] = [
    "attendance": "own present",
    "busy": "own present",
    "busy_generation": "numbered own present",
    "busy_source": "numbered own present",
    "notebook": "kept numbered present seen",
    "pair": "kept numbered present seen",
    "person": "kept numbered own present",
    "program": "kept present seen",
    "reminded": "own present",
    "reversible": "own present",
    "room": "kept numbered present seen",
    "series": "numbered own present",
    "session": "numbered own present",
    "step": "appended numbered present seen told",
  ]

  static let constraints: [String: String] = [
    "access": "access_pkey access_role_check",
    "attendance": """
    attendance_answer_check attendance_person_fkey attendance_pkey attendance_sequence_check
    attendance_session_fkey of_some_size
    """,
    "busy": "busy_check of_some_size",
    "busy_generation": "busy_generation_longest_check busy_generation_pkey countable",
    "busy_source": "busy_source_name busy_source_person_fkey busy_source_pkey countable of_some_size",
    "format": "format_pkey",
    "insider": "insider_pkey",
    "hold": "hold_pkey one_session_at_a_time",
    "notebook": """
    notebook_check notebook_check1 notebook_kind_check notebook_pair_fkey notebook_person_fkey notebook_pkey
    notebook_session_pair_fkey of_some_size plain sound
    """,
    "pair": """
    of_some_size pair_check pair_check1 pair_id_mentor_mentee_key pair_kind_check pair_length_check pair_mentee_fkey
    pair_mentor_fkey pair_mentor_mentee_key pair_pkey pair_sessions_check pair_state_check
    """,
    "person": """
    names_of_some_size of_some_size person_absences_check person_check person_generation_check person_login_check
    person_login_key person_manager_fkey person_mentee_capacity_check person_mentor_capacity_check
    person_name_check person_pkey person_role_check person_zone_check plain plain_numbers
    """,
    "program": "program_domain_check program_id_check program_pkey",
    "reminded": "of_some_size reminded_once",
    "removed": "removed_pkey",
    "reversible": "actor_of_some_size reversible_direction_check reversible_pkey reversible_step_fkey",
    "room": "of_some_size room_capacity_check room_name_check room_name_key room_pkey room_zone_check",
    "room_hold": "one_session_in_a_room room_hold_pkey",
    "series": """
    at_most_a_day ends of_some_size series_id_pair_key series_length_check series_pair_fkey series_pkey
    series_rule_check series_start_check series_uid series_zone_check zone_name
    """,
    "session": """
    asked_by_own of_some_size session_check session_check1 session_check2 session_check3 session_check4
    session_check5 session_closed_by_fkey session_id_pair_key session_mentee_buffer_check
    session_mentor_buffer_check session_pair_mentor_mentee_fkey session_pkey session_proposer_fkey
    session_room_fkey session_sequence_check session_series_pair_fkey session_status_check zone_name
    """,
    "step":
      "actor_of_some_size of_some_size sound step_audience_check step_check step_kind_check step_pkey step_target_fkey",
  ]
}
