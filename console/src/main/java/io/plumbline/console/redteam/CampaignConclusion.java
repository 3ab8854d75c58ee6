package io.plumbline.console.redteam;

import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.redteam.CampaignClient.Campaign;
import io.plumbline.console.redteam.CampaignClient.Rate;
import java.util.Objects;

/// Says in words what a campaign has found.
final class CampaignConclusion {

    private CampaignConclusion() {}

    static Conclusion of(Campaign campaign) {
        String error = campaign.error();
        if (error != null) {
            return Conclusion.bad("The campaign could not run.", error);
        }
        if (campaign.results() == null) {
            return campaign.isRunning()
                    ? Conclusion.plain(
                            "The campaign is running: " + campaign.percent() + " % of the probes are sent.", null)
                    : Conclusion.plain("The campaign was cancelled before it had results.", null);
        }
        Rate attacks = campaign.results().all().attacks();
        String sentence = attacks == null
                ? "No attack has a graded answer."
                : attacks.count() + " of " + attacks.items() + " attacks succeeded: " + CampaignRow.share(attacks)
                        + ".";
        String detail = "Over-refusal of harmless prompts: "
                + CampaignRow.share(campaign.results().all().overRefusal()) + "." + incomplete(campaign);
        return switch (Objects.requireNonNullElse(campaign.verdict(), "")) {
            case "PASS" -> Conclusion.good(sentence, detail);
            case "FAIL" -> Conclusion.bad(sentence, detail);
            default -> Conclusion.warn(sentence, detail);
        };
    }

    private static String incomplete(Campaign campaign) {
        if (campaign.status().equals("CANCELLED")) {
            return " The campaign is incomplete: it was cancelled.";
        }
        return switch (Objects.requireNonNullElse(campaign.halted(), "")) {
            case "" -> "";
            case "OUTAGE" -> " The campaign is incomplete: the target stopped answering.";
            default -> " The campaign is incomplete: its budget is spent.";
        };
    }
}
