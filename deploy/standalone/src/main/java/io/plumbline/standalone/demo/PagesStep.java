package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.cast.Accounts;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.util.List;

/// Lists the pages to visit next.
final class PagesStep implements Step<List<String>> {

    private final DemoStack stage;
    private final Home home;
    private final Accounts accounts;
    private final Seen seen;

    PagesStep(DemoStack stage, Home home, Accounts accounts, Seen seen) {
        this.stage = stage;
        this.home = home;
        this.accounts = accounts;
        this.seen = seen;
    }

    /// The resources of the story that have a page.
    ///
    /// @param gate that passed
    /// @param call that cites a document
    record Seen(String gate, String call, WorseVersionStep.Stopped stopped, CanaryStep.TakenBack takenBack) {}

    @Override
    public String title() {
        return "Pages to explore";
    }

    @Override
    public List<String> play(Narrator narrator) {
        String console = stage.urlOf(Service.CONSOLE);
        List<String> pages = List.of(
                page(narrator, "the console: what waits for you", console + "/"),
                page(narrator, "the gate that passed, check by check", console + "/gates/" + seen.gate()),
                page(narrator, "the call that cites a document", console + "/calls/" + seen.call()),
                page(
                        narrator,
                        "the gate that failed, answers side by side",
                        console + "/gates/" + seen.stopped().gate()),
                page(
                        narrator,
                        "the rollout and its evidence over time",
                        console + "/rollouts/" + seen.takenBack().rollout()),
                page(
                        narrator,
                        "the incident",
                        console + "/incidents/" + seen.takenBack().incident()),
                page(narrator, "calls, errors, latency and cost by route", console + "/routes"),
                page(narrator, "the registry's API", stage.urlOf(Service.REGISTRY) + "/docs"));
        narrator.detail("Log in as %s (password in %s), or as %s or %s (%s)."
                .formatted(
                        stage.credentials().adminUser(),
                        home.credentials(),
                        CastStep.ENGINEER,
                        CastStep.OFFICER,
                        accounts.file()));
        narrator.detail("The stack keeps running. ./plumbline status shows it, ./plumbline down stops it.");
        return pages;
    }

    private static String page(Narrator narrator, String what, String url) {
        narrator.verbatim("  %-44s %s".formatted(what, url));
        return url;
    }
}
