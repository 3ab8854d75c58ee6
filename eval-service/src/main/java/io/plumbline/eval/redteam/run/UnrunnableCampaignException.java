package io.plumbline.eval.redteam.run;

/// The campaign can never run as requested.
final class UnrunnableCampaignException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnrunnableCampaignException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
