package io.plumbline.registry.asset;

/// Regular expressions for names, for `@Pattern`.
public final class Names {

    /// Names of models, prompts, datasets and teams.
    public static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    /// Names of suites, which eval-service owns.
    public static final String SUITE = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    /// Names of aliases. Never a number, so `name@1` is always a version.
    public static final String ALIAS = "[a-z][a-z0-9._-]{0,62}";
    /// A reference to a version: `name@1`.
    public static final String REFERENCE = NAME + "@[1-9][0-9]{0,8}";

    private Names() {}
}
