package io.plumbline.monitoring.otlp;

import java.util.TreeMap;
import java.util.stream.Collectors;

/// The spans or data points of a request that were not stored, by reason.
final class Rejections {

    private final TreeMap<String, Long> reasons = new TreeMap<>();

    void add(String reason) {
        reasons.merge(reason, 1L, Long::sum);
    }

    long count() {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }

    String message() {
        return reasons.entrySet().stream()
                .map(each -> each.getValue() + ": " + each.getKey())
                .collect(Collectors.joining(" "));
    }
}
