package io.plumbline.configuration;

/// The kinds of change to how production calls are served: the rows of the table of [ChangeRules].
public enum ChangeKind {
    /// The model, version, upstream model or parameters differ.
    TARGET("Another model version answers"),
    /// Another prompt version, or none, precedes the messages.
    PROMPT("Another prompt version is used"),
    /// A target is added that may answer in place of another.
    FALLBACK_ADDED("A fallback is added"),
    FALLBACK_REMOVED("A fallback is removed"),
    /// The kind or address of a provider in use differs.
    PROVIDER_ADDRESS("A provider has another address"),
    /// The text around the system prompt differs.
    HARDENING("The hardening text differs"),
    /// The knowledge base whose passages the model receives, or how they are retrieved, differs.
    RETRIEVAL("Retrieval from a knowledge base differs"),
    /// The guard policy is at least as strict as the previous one.
    POLICY_STRICTER("The guard policy is at least as strict"),
    /// The guard policy lets something pass that the previous one did not, or may do so.
    POLICY_LOOSER("The guard policy is looser"),
    /// The checks of an answer's form differ.
    OUTPUT("The output checks differ"),
    /// Calls are mirrored to a vendor that already receives calls of this configuration, or no longer mirrored.
    SHADOW("Mirroring changes within a vendor"),
    /// Calls are mirrored to a vendor that receives no other calls of this configuration.
    SHADOW_OTHER_VENDOR("Calls are mirrored to another vendor"),
    /// A production route is removed.
    ROUTE_REMOVED("A production route is removed"),
    /// A production route, or a name that once was one, becomes a development route.
    LEAVES_PRODUCTION("A production route becomes a development route"),
    /// A suite that a version in production depends on, or its dataset, differs.
    SUITE("A suite required in production differs");

    private final String meaning;

    ChangeKind(String meaning) {
        this.meaning = meaning;
    }

    /// Returns a short description for people.
    public String meaning() {
        return meaning;
    }
}
