package io.plumbline.personaldata.names;

import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.Recollection;
import io.plumbline.personaldata.names.tagger.HeadAnswers;
import io.plumbline.personaldata.names.tagger.NameWindows;
import io.plumbline.personaldata.names.tagger.TagScores;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Sight;
import io.plumbline.personaldata.names.word.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares the findings with the cascade with those where the head reads everything, for a sequence of doubts from
/// the safest to the boldest, on the head's answers of `HeadAnswers`.
///
///     CascadeCalibration ANSWERS SPLIT [DOUBT...]
///
/// For each set: the texts; the share of encoded windows; and for each entity, from 0.4 and people from 0.85 on, the
/// findings without the cascade, those lost with it, and the new ones; then hits, findings and labels against labels,
/// without and with.
final class CascadeCalibration {

    private static final double COUNTED_FROM = 0.4;
    private static final double ACTED_ON = 0.85;
    private static final double SAME = 0.9;
    private static final List<String> ENTITIES =
            List.of("PERSON", "PERSON.85", "ORGANIZATION", "LOCATION", "ADDRESS", "NRP", "JOB_TITLE", "TITLE", "AGE", "ZIP_CODE");

    private static final float SURE = Float.parseFloat(System.getProperty("sure", "0.93"));
    private static final float BELOW = Float.parseFloat(System.getProperty("below", "0.16"));
    private static final float MINOR = Float.parseFloat(System.getProperty("minor", "0.8"));
    private static final int MOST = Integer.getInteger("most", 1_000_000);
    private static final float CHAT = Float.parseFloat(System.getProperty("chat", "0.2"));

    /// The findings on which the policy of this name acts; everything without one.
    private static final Concern CONCERN = BuiltInPolicy.of(System.getProperty("policy", ""))
            .map(policy -> policy.policy().rules(Stage.INPUT))
            .<Concern>map(rules -> rules::actsFrom)
            .orElse(Concern.EVERYTHING);

    static final double[] GRID = {0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3};

    private CascadeCalibration() {}

    /// The doubt at a point of the grid.
    static NameCascade.Doubt doubt(double d, int most) {
        if (d < 0) {
            return NameCascade.Doubt.STANDARD;
        }
        float p = (float) d;
        return new NameCascade.Doubt(
                (float) Math.log(Math.max(1e-4, p / 16)), p, SURE, MINOR * p, 0.8f, Math.min(2 * p, 0.5f), BELOW, Math.min(0.04f, p / 2), CHAT, most);
    }

    static final class Counts {
        int found;
        int lost;
        int added;
        int hitsBefore;
        int hitsAfter;
        int foundAfter;
        int detectedBefore;
        int detectedAfter;
        int labels;
        int lostLabels;
    }

    static final class Row {
        int texts;
        int windows;
        int read;
        final Map<String, Counts> counts = new TreeMap<>();
    }

    public static void main(String... args) throws IOException {
        List<HeadAnswers.Text> texts = new ArrayList<>();
        for (HeadAnswers.Text text : HeadAnswers.read(Path.of(args[0]))) {
            if (text.split().equals(args[1])) {
                texts.add(text);
            }
        }
        if (args.length == 2) {
            for (double d : GRID) {
                report(d, texts);
            }
        }
        for (int i = 2; i < args.length; i++) {
            report(Double.parseDouble(args[i]), texts);
        }
    }

    private static void report(double d, List<HeadAnswers.Text> texts) {
        Map<String, Row> rows = new TreeMap<>();
        Row labelled = new Row();
        rows.put("~labelled", labelled);
        for (HeadAnswers.Text text : texts) {
            Row row = rows.computeIfAbsent(text.set(), _ -> new Row());
            Row all = rows.computeIfAbsent("~all", _ -> new Row());
            if (text.labelled()) {
                count(text, doubt(d, MOST), row, all, labelled);
            } else {
                count(text, doubt(d, MOST), row, all);
            }
        }
        System.out.println("doubt " + d);
        rows.forEach((set, row) -> {
            System.out.printf("  %-24s %4d texts, %.3f of %d windows%n", set, row.texts, 1.0 * row.read / row.windows, row.windows);
            row.counts.forEach((entity, c) -> {
                if (c.found > 0 && (entity.startsWith("PERSON") || set.startsWith("~")) || c.labels > 0) {
                    System.out.printf(
                            "      %-12s found %d lost %d (at most %.4f) new %d", entity, c.found, c.lost, Bounds.most(c.lost, c.found), c.added);
                    if (c.labels > 0) {
                        System.out.printf(
                                "; P %.3f -> %.3f, R %.3f -> %.3f of %d, labels lost %d: at most %.4f, p of more than %.2f: %.3f",
                                1.0 * c.hitsBefore / c.found,
                                1.0 * c.hitsAfter / c.foundAfter,
                                1.0 * c.detectedBefore / c.labels,
                                1.0 * c.detectedAfter / c.labels,
                                c.labels,
                                c.lostLabels,
                                Bounds.most(c.lostLabels, c.labels),
                                allowed(entity),
                                Bounds.atMost(c.lostLabels, c.labels, allowed(entity)));
                    }
                    System.out.println();
                }
            });
        });
    }

    /// The tolerated share of lost labels.
    private static double allowed(String entity) {
        return entity.startsWith("PERSON") ? 0.01 : 0.02;
    }

    private static void count(HeadAnswers.Text text, NameCascade.Doubt doubt, Row... rows) {
        Words words = new Words(text.text());
        if (words.count() == 0) {
            return;
        }
        Sight.find(words);
        List<Mention> ruled = NameDetector.ruled(words, Deadline.NONE);
        Recorded all = new Recorded(text.windows());
        Recorded some = new Recorded(text.windows());
        List<Finding> before =
                NameDetector.weighed(words, NameDetector.withHead(words, ruled, all), new Recollection());
        List<Finding> after =
                NameDetector.weighed(words, NameDetector.withCascade(words, ruled, some, doubt, CONCERN), new Recollection());
        for (Row row : rows) {
            row.texts++;
            row.windows += text.windows().size();
            row.read += some.read;
            for (String entity : ENTITIES) {
                compare(of(before, entity), of(after, entity), labels(text, entity), row.counts.computeIfAbsent(entity, _ -> new Counts()));
            }
        }
    }

    private static List<HeadAnswers.Label> of(List<Finding> findings, String entity) {
        double from = entity.endsWith(".85") ? ACTED_ON : COUNTED_FROM;
        String name = entity.replace(".85", "");
        List<HeadAnswers.Label> of = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.entityType().equals(name) && finding.score() >= from) {
                of.add(new HeadAnswers.Label(name, finding.start(), finding.end()));
            }
        }
        return of;
    }

    private static List<HeadAnswers.Label> labels(HeadAnswers.Text text, String entity) {
        String name = entity.replace(".85", "");
        return text.labels().stream().filter(label -> label.entity().equals(name)).toList();
    }

    private static void compare(
            List<HeadAnswers.Label> before, List<HeadAnswers.Label> after, List<HeadAnswers.Label> labels, Counts counts) {
        counts.found += before.size();
        counts.foundAfter += after.size();
        counts.labels += labels.size();
        for (HeadAnswers.Label each : before) {
            counts.lost += isAmong(each, after) ? 0 : 1;
            counts.hitsBefore += isAmong(each, labels) ? 1 : 0;
        }
        for (HeadAnswers.Label each : after) {
            counts.added += isAmong(each, before) ? 0 : 1;
            counts.hitsAfter += isAmong(each, labels) ? 1 : 0;
        }
        for (HeadAnswers.Label each : labels) {
            counts.detectedBefore += isAmong(each, before) ? 1 : 0;
            counts.detectedAfter += isAmong(each, after) ? 1 : 0;
            counts.lostLabels += isAmong(each, before) && !isAmong(each, after) ? 1 : 0;
        }
    }

    private static boolean isAmong(HeadAnswers.Label one, List<HeadAnswers.Label> others) {
        for (HeadAnswers.Label other : others) {
            int both = Math.min(one.end(), other.end()) - Math.max(one.start(), other.start());
            int any = Math.max(one.end(), other.end()) - Math.min(one.start(), other.start());
            if (both >= SAME * any) {
                return true;
            }
        }
        return false;
    }

    /// Exact binomial bounds.
    static final class Bounds {

        private Bounds() {}

        /// The largest share of which no more than so many come out with a probability of 5 %.
        static double most(int events, int trials) {
            if (events >= trials) {
                return 1;
            }
            double low = 0;
            double high = 1;
            for (int i = 0; i < 60; i++) {
                double middle = (low + high) / 2;
                if (atMost(events, trials, middle) > 0.05) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        /// The probability of at most this many events.
        static double atMost(int events, int trials, double share) {
            double term = trials * Math.log1p(-share);
            double sum = Math.exp(term);
            for (int k = 1; k <= events; k++) {
                term += Math.log((double) (trials - k + 1) / k) + Math.log(share) - Math.log1p(-share);
                sum += Math.exp(term);
            }
            return Math.min(1, sum);
        }
    }

    /// The head's answers instead of the head.
    static final class Recorded implements NameWindows {

        private final List<HeadAnswers.Window> windows;
        private int next;
        private int read;

        Recorded(List<HeadAnswers.Window> windows) {
            this.windows = windows;
        }

        @Override
        public int count() {
            return windows.size();
        }

        @Override
        public int start(int window) {
            return windows.get(window).start();
        }

        @Override
        public int end(int window) {
            return windows.get(window).end();
        }

        @Override
        public TagScores read(int window) {
            HeadAnswers.Window of = windows.get(window);
            float[] scores = window > next ? of.alone() : of.after();
            next = window + 1;
            read++;
            return new TagScores(scores.clone(), of.place(), of.place().length);
        }
    }
}
