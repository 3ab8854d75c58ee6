package io.plumbline.bench.console;

import io.plumbline.bench.console.ConsoleSession.Visit;
import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.postgres.DatabaseAccess;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills a stack, signs in as the administrator, who sees every team, and visits each page in turn, one at a time, with
/// a range of seven days. A page counts until its last byte; kB are those of 1,000 bytes, uncompressed.
///
/// @param now the end of the week
public record ConsoleMeasurement(Credentials credentials, Instant now) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.95;
    private static final long SEED = 7;
    private static final String MS = "ms";
    private static final String KB = "kB";
    private static final double GOAL_MS = 200;
    private static final double GOAL_KB = 150;

    /// @param calls the number of calls, and of other events
    /// @param warmUps visits of each page before the measured ones
    public List<Figure> run(int calls, int warmUps, int visits, Progress progress) {
        progress.at("console: calling twelve routes");
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            new ConsoleScene(credentials, http).set();
        }
        try (Connection database = DatabaseAccess.connect(credentials.database(), PATIENCE)) {
            new RecordedWeek(database, now, SEED)
                    .append(calls, done -> progress.at("console: %,d of %,d events".formatted(done, 2 * calls)));
        } catch (SQLException e) {
            throw new CannotContinue("The database cannot be reached: %s.".formatted(e.getMessage()), e);
        }
        return measure(warmUps, visits, progress);
    }

    private List<Figure> measure(int warmUps, int visits, Progress progress) {
        try (ConsoleSession session =
                ConsoleSession.signIn(credentials.consoleUrl(), credentials.adminUser(), credentials.adminPassword())) {
            session.visit("/?scopeRange=7d");
            return new Pages(session, ConsolePages.of(session)).measure(warmUps, visits, progress);
        }
    }

    /// The pages by name.
    private record Pages(ConsoleSession session, Map<String, String> addresses) {

        List<Figure> measure(int warmUps, int visits, Progress progress) {
            Map<String, List<Visit>> measured = new LinkedHashMap<>();
            for (int round = 1; round <= warmUps + visits; round++) {
                progress.at("console: %d pages, round %d of %d".formatted(addresses.size(), round, warmUps + visits));
                for (Map.Entry<String, String> page : addresses.entrySet()) {
                    Visit visit = session.visit(page.getValue());
                    if (round > warmUps) {
                        measured.computeIfAbsent(page.getKey(), _ -> new ArrayList<>())
                                .add(visit);
                    }
                }
            }
            return figures(measured);
        }

        private List<Figure> figures(Map<String, List<Visit>> measured) {
            Rounds rounds = new Rounds();
            Map<String, Integer> files = new HashMap<>();
            int slow = 0;
            int large = 0;
            List<Double> every = new ArrayList<>();
            for (Map.Entry<String, List<Visit>> page : measured.entrySet()) {
                List<Double> times = page.getValue().stream()
                        .map(visit -> visit.nanos() / 1e6)
                        .toList();
                every.addAll(times);
                double high = quantile(times, HIGH);
                double html = page.getValue().getLast().bytes() / 1e3;
                double all = html;
                for (String file : page.getValue().getLast().files()) {
                    all += files.computeIfAbsent(
                                    file, address -> session.visit(address).bytes())
                            / 1e3;
                }
                rounds.add(page.getKey(), "p50", MS, quantile(times, MEDIAN));
                rounds.add(page.getKey(), "p95", MS, high);
                rounds.add(page.getKey(), "HTML", KB, html);
                rounds.add(page.getKey(), "with CSS and JavaScript", KB, all);
                slow += high > GOAL_MS ? 1 : 0;
                large += html > GOAL_KB ? 1 : 0;
            }
            rounds.add("all pages", "p50", MS, quantile(every, MEDIAN));
            rounds.add("all pages", "p95", MS, quantile(every, HIGH));
            rounds.add("all pages", "with a p95 above 200 ms", "", slow);
            rounds.add("all pages", "with more than 150 kB", "", large);
            return rounds.figures();
        }
    }

    /// Returns the smallest value that at least this share of the values does not exceed.
    static double quantile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
