package io.plumbline.eval.redteam.ledger;

/// Why a campaign ended before all probes were sent.
public enum CampaignHalt {
    CALLS("The budget of calls is spent."),
    TOKENS("The budget of tokens is spent."),
    COST("The budget of money is spent."),
    OUTAGE("The target stopped answering.");

    private final String sentence;

    CampaignHalt(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
