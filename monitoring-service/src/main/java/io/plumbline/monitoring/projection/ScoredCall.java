package io.plumbline.monitoring.projection;

import io.plumbline.audit.AuditEvent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/// An event of eval-service: the scores that an online evaluation gave a call.
///
/// @param scores by the name of the scorer, 0..1
public record ScoredCall(UUID callId, Map<String, Double> scores) {

    private static final String SCORED = "eval.call.scored";
    private static final String SERVICE = "eval";
    private static final int MOST_SCORERS = 8;
    private static final Pattern SCORER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public static boolean isScore(AuditEvent event) {
        return event.action().equals(SCORED) && event.service().equals(SERVICE);
    }

    /// Reads the event; empty if a member is missing or impossible. The log cannot be repaired, so the caller skips
    /// such an event.
    public static Optional<ScoredCall> read(AuditEvent event) {
        if (!(event.attributes().get("scores") instanceof Map<?, ?> given)
                || given.isEmpty()
                || given.size() > MOST_SCORERS) {
            return Optional.empty();
        }
        Map<String, Double> scores = new TreeMap<>();
        for (Map.Entry<?, ?> each : given.entrySet()) {
            String scorer = String.valueOf(each.getKey());
            double score = each.getValue() instanceof Number number ? number.doubleValue() : Double.NaN;
            if (!SCORER.matcher(scorer).matches() || !(score >= 0 && score <= 1)) {
                return Optional.empty();
            }
            scores.put(scorer, score);
        }
        try {
            return Optional.of(new ScoredCall(
                    UUID.fromString(String.valueOf(event.attributes().get("callId"))), scores));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
