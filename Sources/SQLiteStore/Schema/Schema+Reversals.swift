extension Schema {
  /// Of any step, whether it stands, and what took it back. Who undid what no longer matters for the stacks, so each
  /// step stands on one of them at most.
  static let reversals = """
    CREATE UNIQUE INDEX step_target ON step (target) WHERE target IS NOT NULL;
    CREATE INDEX reversible_step ON reversible (step);

    """
}
