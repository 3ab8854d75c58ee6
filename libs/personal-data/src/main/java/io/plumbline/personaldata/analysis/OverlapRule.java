package io.plumbline.personaldata.analysis;

import io.plumbline.personaldata.detect.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Decides which of several overlapping findings an analysis reports. It takes the stronger finding first: the
/// higher score, then the longer, then the earlier start. A finding that overlaps one taken before
///
/// - is dropped if it is of the same entity, or if it lies within the other;
/// - remains if it encloses the stronger finding: a URL that contains an e-mail address is both, and so is a date
///   with a time; but a finding weaker than 0.4 is dropped;
/// - is dropped if each has a part that the other lacks;
/// - remains if both have the same span and the same score, from 0.4 on, because they cannot be told apart.
///
/// No finding is therefore lost to a weaker one.
public final class OverlapRule {

    private static final double DOUBTFUL = 0.4;
    private static final Comparator<Finding> STRONGEST_FIRST = Comparator.comparingDouble(Finding::score)
            .reversed()
            .thenComparing(Comparator.comparingInt(Finding::length).reversed())
            .thenComparingInt(Finding::start);
    private static final Comparator<Finding> IN_ORDER = Comparator.comparingInt(Finding::start)
            .thenComparing(Comparator.comparingInt(Finding::end).reversed());

    private OverlapRule() {}

    /// Returns the findings that remain, in order of start. Each finding is compared only with taken findings
    /// that begin no farther before it than the length of the longest.
    public static List<Finding> resolve(List<Finding> findings) {
        if (findings.size() < 2) {
            return List.copyOf(findings);
        }
        List<Finding> strongest = new ArrayList<>(findings);
        strongest.sort(STRONGEST_FIRST);
        int longest = 0;
        for (Finding finding : findings) {
            longest = Math.max(longest, finding.length());
        }
        NavigableMap<Integer, List<Finding>> taken = new TreeMap<>();
        List<Finding> kept = new ArrayList<>();
        for (Finding finding : strongest) {
            var near = taken.subMap(finding.start() - longest, true, finding.end(), false);
            if (near.values().stream().flatMap(List::stream).allMatch(other -> remainsBeside(finding, other))) {
                taken.computeIfAbsent(finding.start(), start -> new ArrayList<>(1))
                        .add(finding);
                kept.add(finding);
            }
        }
        kept.sort(IN_ORDER);
        return kept;
    }

    private static boolean remainsBeside(Finding weaker, Finding stronger) {
        if (!weaker.overlaps(stronger)) {
            return true;
        }
        if (weaker.entityType().equals(stronger.entityType()) || weaker.score() < DOUBTFUL) {
            return false;
        }
        boolean encloses = weaker.start() <= stronger.start() && weaker.end() >= stronger.end();
        boolean same = encloses && weaker.length() == stronger.length();
        return same ? weaker.score() == stronger.score() : encloses;
    }
}
