extension Schema {
  /// Who refers to a person who leaves is found without passing over all, which was done for each of thousands when their import is
  /// undone. No booking writes there, but for requests.
  static let leavers = """
    CREATE INDEX person_manager ON person (manager) WHERE manager IS NOT NULL;
    CREATE INDEX attendance_person ON attendance (person);
    CREATE INDEX notebook_person ON notebook (person) WHERE person IS NOT NULL;
    CREATE INDEX session_proposer ON session (proposer) WHERE proposer IS NOT NULL;
    CREATE INDEX session_closed_by ON session (closed_by) WHERE closed_by IS NOT NULL;

    """
}
