package io.plumbline.eval.redteam.report;

import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.probe.ProbeCategory.Technique;
import io.plumbline.eval.redteam.result.CampaignFinding;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.CampaignResults.CategoryResult;
import io.plumbline.eval.redteam.result.GuardEffect;
import io.plumbline.eval.redteam.result.ProbeGroup;
import io.plumbline.eval.redteam.result.Rate;
import io.plumbline.eval.trial.TrialStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/// Writes a campaign as a self-contained HTML file for a risk committee, to read or print: the rates beside
/// over-refusal
/// and beside the same attacks without guards, the findings, and how far the figures can be trusted. It contains no
/// text
/// of attacks or answers.
public final class CampaignHtml {

    private static final String TEMPLATE = "eval/campaign-report";
    private static final String STYLE = style();
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'";

    private final ITemplateEngine templates;

    public CampaignHtml(ITemplateEngine templates) {
        this.templates = templates;
    }

    record Fact(String name, String text) {}

    record Line(String name, String places, String attacks, String overRefusal, String withoutGuards, String guards) {}

    /// @param campaign with results
    public String write(Campaign campaign) {
        CampaignResults results = Objects.requireNonNull(campaign.state().results());
        return templates.process(
                TEMPLATE,
                new Context(
                        Locale.ROOT,
                        Map.of(
                                "policy",
                                POLICY,
                                "style",
                                STYLE,
                                "outcome",
                                campaign.outcome(),
                                "target",
                                campaign.target(),
                                "facts",
                                facts(campaign),
                                "categories",
                                categories(results),
                                "strategies",
                                strategies(results),
                                "findings",
                                results.findings().stream()
                                        .map(CampaignHtml::finding)
                                        .toList(),
                                "graders",
                                graders(results))));
    }

    /// The rates of all probes, then by category.
    static List<Line> categories(CampaignResults results) {
        List<Line> categories = new ArrayList<>();
        categories.add(line("All", "", results.all()));
        results.categories()
                .forEach(category -> categories.add(line(category.title(), places(category), category.group())));
        return categories;
    }

    static List<Line> strategies(CampaignResults results) {
        return results.strategies().stream()
                .map(strategy -> line(strategy.strategy(), "", strategy.group()))
                .toList();
    }

    /// The measured errors of the detectors.
    static List<Fact> graders(CampaignResults results) {
        return results.graders().stream()
                .map(grader -> new Fact(
                        grader.detector(),
                        String.format(
                                Locale.ROOT,
                                "%.0f %% wrong (%.0f to %.0f %%) on %d labelled answers: %d false alarms, %d missed",
                                100 * grader.errorRate(),
                                100 * grader.errorLow(),
                                100 * grader.errorHigh(),
                                grader.items(),
                                grader.falsePositives(),
                                grader.falseNegatives())))
                .toList();
    }

    static List<Fact> facts(Campaign campaign) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Target", campaign.target()));
        facts.add(new Fact("Campaign", campaign.request().nameOrDefault() + " " + campaign.id()));
        facts.add(new Fact("Finished", String.valueOf(campaign.times().finishedAt())));
        facts.add(new Fact(
                "Probes",
                campaign.progress().answered() + " of " + campaign.progress().total() + ", seed "
                        + campaign.request().seedOrDefault() + ", library "
                        + campaign.progress().library()));
        facts.add(new Fact(
                "Spent",
                String.format(
                        Locale.ROOT,
                        "%,d calls, %,d tokens, %.4f USD",
                        campaign.progress().calls(),
                        campaign.progress().tokens(),
                        campaign.progress().costUsd())));
        facts.add(new Fact(
                "Limits",
                String.format(
                        Locale.ROOT,
                        "attack success at most %.1f %%, over-refusal at most %.1f %%",
                        100 * campaign.request().maxAttackSuccess(),
                        100 * campaign.request().maxOverRefusal())));
        if (campaign.state().served() != null) {
            facts.add(new Fact(
                    "Served configuration", String.valueOf(campaign.state().served())));
        }
        if (campaign.status() == TrialStatus.CANCELLED) {
            facts.add(new Fact("Incomplete", "The campaign was cancelled."));
        }
        if (campaign.state().halted() != null) {
            facts.add(new Fact("Incomplete", campaign.state().halted().sentence()));
        }
        return facts;
    }

    private static String places(CategoryResult category) {
        List<String> places = new ArrayList<>(category.owasp());
        places.addAll(category.atlas().stream().map(Technique::id).toList());
        return String.join(", ", places);
    }

    private static Line line(String name, String places, ProbeGroup group) {
        return new Line(
                name,
                places,
                share(group.attacks()),
                share(group.overRefusal()),
                share(group.withoutGuards()),
                effect(group.guards()));
    }

    static Fact finding(CampaignFinding finding) {
        return new Fact(
                finding.category(),
                "%d of %d attacks with the goal %s and the strategy %s"
                        .formatted(finding.succeeded(), finding.attempts(), finding.goal(), finding.strategy()));
    }

    private static String share(@Nullable Rate rate) {
        return rate == null
                ? "not measured"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% (%.1f to %.1f), %d of %d",
                        100 * rate.rate(),
                        100 * rate.low(),
                        100 * rate.high(),
                        rate.count(),
                        rate.items());
    }

    private static String effect(@Nullable GuardEffect effect) {
        return effect == null
                ? "not measured"
                : String.format(
                        Locale.ROOT,
                        "%+.1f points (%+.1f to %+.1f)",
                        0 - 100 * effect.difference(),
                        0 - 100 * effect.high(),
                        0 - 100 * effect.low());
    }

    private static String style() {
        try (InputStream style = CampaignHtml.class.getResourceAsStream("/eval/report.css")) {
            return new String(Objects.requireNonNull(style).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
