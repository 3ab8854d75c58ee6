package io.plumbline.guardrails.output.leak;

import io.plumbline.guardrails.output.Base64Runs;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Detects that an answer repeats the application's system prompt, literally or nearly, backwards, rotated by
/// thirteen letters, letter by letter or in base64; and that it contains a [CanaryToken] of it. Finds nothing if
/// neither is known.
///
/// A repetition counts from [#LEAST_WORDS] words on, because shorter runs are shared by chance. The longer it is
/// and the more of the prompt it contains, the higher is the score. Immutable and thread-safe.
public final class PromptLeakDetector implements Detector {

    static final String NAME = "output.leak";
    static final String PROMPT = "SYSTEM_PROMPT";
    static final String CANARY = "CANARY";

    private static final int LEAST_WORDS = 8;
    private static final Set<Category> CATEGORIES = Set.of(Category.SYSTEM_PROMPT_LEAK);
    private static final int GAP = 8;
    private static final double LARGE_PART = 0.3;
    private static final double SPELLED = 0.9;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Category> categories() {
        return CATEGORIES;
    }

    @Override
    public Set<String> entityTypes(Category category) {
        return category == Category.SYSTEM_PROMPT_LEAK ? Set.of(PROMPT, CANARY) : Set.of();
    }

    @Override
    public List<Finding> detect(InspectedText passage) {
        Surroundings surroundings = passage.surroundings();
        String prompt = surroundings.systemPrompt();
        if (prompt == null && surroundings.canaries().isEmpty()) {
            return List.of();
        }
        String text = passage.text();
        Deadline deadline = passage.deadline();
        List<Finding> findings = new ArrayList<>();
        canaries(text, surroundings.canaries(), findings);
        Fingerprint fingerprint = Fingerprint.of(prompt, deadline);
        boolean known = fingerprint.size() > 0;
        if (known) {
            for (RollingShingles.Reading reading : RollingShingles.Reading.values()) {
                Matches matches = new Matches(fingerprint);
                RollingShingles.of(text, reading, deadline, matches);
                matches.report(0, text.length(), false, why(reading), findings);
            }
        }
        if (prompt != null) {
            SpelledLeaks.find(
                    text,
                    prompt,
                    deadline,
                    (start, end) -> findings.add(leak(start, end, SPELLED, "the system prompt, letter by letter")));
        }
        Base64Runs.forEach(text, (clear, start, end) -> {
            List<Finding> inner = new ArrayList<>();
            canaries(clear, surroundings.canaries(), inner);
            if (known) {
                Matches matches = new Matches(fingerprint);
                RollingShingles.of(clear, RollingShingles.Reading.PLAIN, deadline, matches);
                matches.report(0, clear.length(), true, "the system prompt in base64", inner);
            }
            inner.forEach(finding -> findings.add(finding.at(start, end)));
        });
        findings.sort(Comparator.comparingInt(Finding::start));
        return List.copyOf(findings);
    }

    private static Finding leak(int start, int end, double score, String why) {
        return new Finding(NAME, Category.SYSTEM_PROMPT_LEAK, PROMPT, start, end, score, why);
    }

    private static void canaries(String text, List<String> canaries, List<Finding> findings) {
        for (String canary : canaries) {
            CanaryToken.find(
                    text,
                    canary,
                    (start, end) -> findings.add(new Finding(
                            NAME, Category.SYSTEM_PROMPT_LEAK, CANARY, start, end, 1, "a mark of the system prompt")));
        }
    }

    private static String why(RollingShingles.Reading reading) {
        return switch (reading) {
            case PLAIN -> "words of the system prompt";
            case ROTATED -> "the system prompt, its letters rotated";
            case BACKWARDS -> "the system prompt backwards";
        };
    }

    /// The runs of shared words. Runs separated by only a few words are joined, because models change words here
    /// and there.
    private static final class Matches implements RollingShingles.Sink {
        private final Fingerprint fingerprint;
        private final List<int[]> runs = new ArrayList<>();
        private int position;
        private int lastHit = -GAP - 1;
        private int hits;

        private Matches(Fingerprint fingerprint) {
            this.fingerprint = fingerprint;
        }

        @Override
        public void shingle(long hash, int first, int last) {
            position++;
            if (!fingerprint.has(hash)) {
                return;
            }
            hits++;
            int start = Math.min(first, last);
            int end = Math.max(first, last);
            int gap = position - lastHit;
            if (gap > GAP) {
                runs.add(new int[] {start, end, RollingShingles.WORDS});
            } else {
                int[] run = runs.getLast();
                run[0] = Math.min(run[0], start);
                run[1] = Math.max(run[1], end);
                run[2] += Math.min(gap, RollingShingles.WORDS);
            }
            lastHit = position;
        }

        private void report(int from, int to, boolean whole, String why, List<Finding> findings) {
            boolean large = hits >= LARGE_PART * fingerprint.size();
            for (int[] run : runs) {
                int words = run[2];
                if (words >= LEAST_WORDS) {
                    double length = 1 - 0.5 * Math.exp(-(words - LEAST_WORDS) / 18.0);
                    int start = whole ? from : run[0];
                    int end = whole ? to : run[1];
                    findings.add(leak(start, end, large ? Math.max(0.9, length) : length, why));
                }
            }
        }
    }
}
