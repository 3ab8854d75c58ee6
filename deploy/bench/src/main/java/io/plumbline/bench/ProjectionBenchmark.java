package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.projection.RecordedTraffic;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// How fast monitoring-service makes windows of calls, and how long queries over the windows of ten million calls
/// take. The projection runs in one thread; Postgres uses another core.
final class ProjectionBenchmark implements PerformanceBenchmark {

    private static final int EVENTS = 100_000;
    private static final int BRIEF_EVENTS = 2_000;
    private static final long CALLS_IN_WINDOWS = 10_000_000;
    private static final int QUERIES = 5;
    private static final String REBUILD = "/api/v1/projections/call-window/rebuild";

    @Override
    public String name() {
        return "projection";
    }

    @Override
    public String title() {
        return "events per second into windows, and queries over the windows of 10 million calls";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        progress.at("projection: starting a stack");
        stack.startAsDeployed(plan.brief());
        Credentials credentials = stack.credentials();
        Rounds rounds = new Rounds();
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                Connection database = DriverManager.getConnection(
                        credentials.databaseUrl(), credentials.databaseUser(), credentials.databasePassword())) {
            Api monitoring = Api.of(http, Service.MONITORING, credentials.monitoringUrl(), credentials.adminApiKey());
            measure(monitoring, new RecordedTraffic(database), plan, progress, rounds);
        } catch (SQLException e) {
            throw new CannotContinue("The database does not answer: %s.".formatted(e.getMessage()), e);
        }
        return rounds.figures();
    }

    private static void measure(
            Api monitoring, RecordedTraffic traffic, MeasurementPlan plan, Progress progress, Rounds rounds)
            throws SQLException {
        int events = plan.brief() ? BRIEF_EVENTS : EVENTS;
        progress.at("projection: appending %,d events".formatted(events));
        traffic.append(events);
        for (int round = 0; round <= plan.rounds(); round++) {
            progress.at("projection: rebuilding, round %d of %d".formatted(round, plan.rounds()));
            long began = System.nanoTime();
            monitoring.post(REBUILD, Map.of()).expect(202);
            traffic.awaitWindows();
            double seconds = (System.nanoTime() - began) / 1e9;
            if (round > 0 || plan.brief()) { // the first one warms up
                rounds.add("projection", "events into windows", "events/s", traffic.events() / seconds);
            }
        }
        progress.at("projection: storing the windows of 10 million calls");
        Instant to = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
        traffic.storeWindows(CALLS_IN_WINDOWS, to);
        Instant from = to.minus(Duration.ofHours(RecordedTraffic.HOURS));
        String range = "/api/v1/windows?limit=500&from=%s&to=%s".formatted(from, to);
        for (int query = 0; query < QUERIES; query++) {
            progress.at("projection: query %d of %d".formatted(query + 1, QUERIES));
            ask(monitoring, rounds, "92 days by day and route", range + "&minutes=1440&by=ROUTE");
            ask(
                    monitoring,
                    rounds,
                    "92 days by day, language and tag, one team",
                    range + "&minutes=1440&team=bench-1&by=LANGUAGE&by=TAG&tagName=tier");
            ask(
                    monitoring,
                    rounds,
                    "nearly 92 days at once by language, off the full hour",
                    "/api/v1/windows?limit=500&minutes=132480&by=LANGUAGE&from=%s&to=%s"
                            .formatted(from.plus(Duration.ofMinutes(90)), to.minus(Duration.ofMinutes(150))));
            ask(
                    monitoring,
                    rounds,
                    "a week by hour, one route",
                    "/api/v1/windows?limit=500&route=route-1&by=ROUTE&minutes=60&from=%s&to=%s"
                            .formatted(to.minus(Duration.ofDays(7)), to));
        }
    }

    private static void ask(Api monitoring, Rounds rounds, String name, String address) {
        long began = System.nanoTime();
        Answer answer = monitoring.get(address).expect(200);
        rounds.add("windows of 10 million calls", name, "ms", (System.nanoTime() - began) / 1e6);
        if (answer.body().path("items").isEmpty()) {
            throw new CannotContinue("The projection made no windows.");
        }
    }
}
