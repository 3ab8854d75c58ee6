package io.plumbline.configuration;

/// The kinds of change to what a production call is served by: the rows of the table of [ChangeRules].
public enum ChangeKind {
    /// Another model, version, upstream model or set of parameters answers.
    TARGET("Another model version answers"),
    /// Another prompt version, or none, is put before the messages.
    PROMPT("Another prompt version is used"),
    /// A target that may answer in another's stead was added.
    FALLBACK_ADDED("A fallback is added"),
    FALLBACK_REMOVED("A fallback is removed"),
    /// A provider that is in use has another kind or address.
    PROVIDER_ADDRESS("A provider has another address"),
    /// The words around the system prompt are others.
    HARDENING("The hardening text differs"),
    /// The guard policy forbids nothing less than the one before.
    POLICY_STRICTER("The guard policy is at least as strict"),
    /// The guard policy lets something pass that the one before did not.
    POLICY_LOOSER("The guard policy is looser"),
    /// Answers are held to their form in another way.
    OUTPUT("The output checks differ"),
    /// Calls are mirrored to a vendor that gets calls of this configuration already, or to nobody any more.
    SHADOW("Mirroring changes within a vendor"),
    /// Calls are mirrored to a vendor that gets no others.
    SHADOW_OTHER_VENDOR("Calls are mirrored to another vendor"),
    /// A production route is removed.
    ROUTE_REMOVED("A production route is removed"),
    /// A production route, or a name that once was one, becomes a development route.
    LEAVES_PRODUCTION("A production route becomes a development route"),
    /// A suite, or the dataset of one, on which a version in production depends is another.
    SUITE("A suite required in production differs");

    private final String meaning;

    ChangeKind(String meaning) {
        this.meaning = meaning;
    }

    /// What happens, in a few words for people.
    public String meaning() {
        return meaning;
    }
}
