package io.plumbline.gateway.provider.trial;

/// What a test of a provider found.
enum TrialOutcome {
    /// The model answered.
    ANSWERED("The provider accepted the credential, and the model answered."),
    CREDENTIAL_REFUSED("The provider refuses the credential. Replace it."),
    MODEL_UNKNOWN("The provider does not offer this model to this credential, or the base URL has another path."),
    RATE_LIMITED("The provider accepted the credential and limits the rate of calls at the moment."),
    REQUEST_REFUSED("The provider can be reached and refuses this request."),
    /// Its answer is not of its kind: the base URL leads to something else.
    NOT_A_MODEL_API("An answer arrived that is not of this kind of provider. Check the base URL and the kind."),
    PROVIDER_FAILED("The provider can be reached and reports a failure of its own."),
    TIMED_OUT("The provider did not answer in time."),
    UNREACHABLE("The provider cannot be reached. Check the base URL, name resolution and the network.");

    private final String detail;

    TrialOutcome(String detail) {
        this.detail = detail;
    }

    /// Returns what it means and what to do.
    String detail() {
        return detail;
    }

    /// Returns the outcome of a refusal.
    ///
    /// @param status 300..599
    static TrialOutcome ofStatus(int status) {
        return switch (status) {
            case 401, 402, 403, 407 -> CREDENTIAL_REFUSED;
            case 404 -> MODEL_UNKNOWN;
            case 408, 504 -> TIMED_OUT;
            case 429 -> RATE_LIMITED;
            default -> status >= 500 ? PROVIDER_FAILED : status >= 400 ? REQUEST_REFUSED : NOT_A_MODEL_API;
        };
    }
}
