package io.plumbline.eval.redteam.ledger;

/// The status of a campaign.
public enum CampaignStatus {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
