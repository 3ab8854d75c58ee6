package io.plumbline.registry.asset;

/// The form of names, as expressions for `@Pattern`.
public final class Names {

    /// Of models, prompts, datasets and teams.
    public static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    /// Of suites, whose owner is eval-service.
    public static final String SUITE = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    /// Of aliases: never a number, so that `name@1` is always a version.
    public static final String ALIAS = "[a-z][a-z0-9._-]{0,62}";
    /// Of a version of something: `name@1`.
    public static final String REFERENCE = NAME + "@[1-9][0-9]{0,8}";

    private Names() {}
}
