package io.plumbline.eval.redteam.run;

/// The campaign can never run as requested.
public final class UnrunnableCampaignException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnrunnableCampaignException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
