package io.plumbline.eval.harm.figure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collects values by group and cluster. Each value counts for its group and for all together.
public final class Clusters {

    private final Map<String, Map<String, double[]>> groups = new TreeMap<>();

    public void add(String group, String cluster, double value) {
        put(group, cluster, value);
        put(HarmFigure.ALL, group + "/" + cluster, value);
    }

    private void put(String group, String cluster, double value) {
        double[] row = groups.computeIfAbsent(group, _ -> new TreeMap<>()).computeIfAbsent(cluster, _ -> new double[2]);
        row[0] += value;
        row[1]++;
    }

    /// Returns the mean of each group with its interval.
    public List<HarmFigure> means(HarmMetric metric) {
        return groups.entrySet().stream()
                .map(group ->
                        HarmFigure.mean(metric, group.getKey(), group.getValue().values(), HarmFigure.CONFIDENCE))
                .toList();
    }
}
