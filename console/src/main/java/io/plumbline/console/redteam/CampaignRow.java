package io.plumbline.console.redteam;

import io.plumbline.console.redteam.CampaignClient.Campaign;
import io.plumbline.console.redteam.CampaignClient.Category;
import io.plumbline.console.redteam.CampaignClient.Effect;
import io.plumbline.console.redteam.CampaignClient.Group;
import io.plumbline.console.redteam.CampaignClient.Rate;
import io.plumbline.console.redteam.CampaignClient.Technique;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A campaign in the list.
record CampaignRow(
        UUID id, String name, String target, String outcome, String attacks, String overRefusal, Instant at) {

    static CampaignRow of(Campaign campaign) {
        Group all = campaign.results() == null ? null : campaign.results().all();
        return new CampaignRow(
                campaign.id(),
                campaign.name(),
                campaign.target(),
                campaign.outcome(),
                share(all == null ? null : all.attacks()),
                share(all == null ? null : all.overRefusal()),
                campaign.run().times().createdAt());
    }

    /// A group of probes in a table.
    ///
    /// @param places its places in OWASP's and MITRE's lists
    public record Line(
            String name,
            String places,
            int tried,
            String attacks,
            String overRefusal,
            String withoutGuards,
            String guards) {

        static Line of(String name, String places, Group group) {
            Rate attacks = group.attacks();
            return new Line(
                    name,
                    places,
                    attacks == null ? 0 : attacks.items(),
                    share(attacks),
                    share(group.overRefusal()),
                    share(group.withoutGuards()),
                    effect(group.guards()));
        }

        static Line of(Category category) {
            List<String> places = new ArrayList<>(category.owasp());
            places.addAll(category.atlas().stream().map(Technique::id).toList());
            return of(category.title(), String.join(", ", places), category.group());
        }
    }

    /// Returns `4.2 % (1.1 … 9.8)`; a dash for null.
    static String share(@Nullable Rate rate) {
        return rate == null
                ? "–"
                : String.format(
                        Locale.ROOT, "%.1f %% (%.1f … %.1f)", 100 * rate.rate(), 100 * rate.low(), 100 * rate.high());
    }

    private static String effect(@Nullable Effect effect) {
        return effect == null
                ? "–"
                : String.format(
                                Locale.ROOT,
                                "%+.1f points (%+.1f … %+.1f)",
                                0 - 100 * effect.difference(),
                                0 - 100 * effect.high(),
                                0 - 100 * effect.low())
                        .replace('-', '−');
    }
}
