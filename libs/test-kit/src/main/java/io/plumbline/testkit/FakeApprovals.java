package io.plumbline.testkit;

import com.sun.net.httpserver.HttpExchange;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The approvals of [FakeGovernance]. Thread-safe.
final class FakeApprovals {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Approval> approvals = new HashMap<>();
    private final Map<String, Instant> openedAt = new HashMap<>();
    private final Map<String, String> comments = new HashMap<>();
    private final Map<String, Instant> decidedAt = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final List<ApprovalRequirement> requirements = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();

    /// Decides the requested approval of this resource.
    ///
    /// @param comment recorded with the decision
    void decide(String resourceId, Approval.State state, @Nullable String comment) {
        lock.lock();
        try {
            approvals.computeIfPresent(
                    resourceId,
                    (_, approval) -> new Approval(
                            approval.id(),
                            approval.team(),
                            state,
                            approval.approvers(),
                            approval.approvers(),
                            approval.expiresAt(),
                            approval.href()));
            decidedAt.put(resourceId, Instant.now());
            if (comment != null) {
                comments.put(resourceId, comment);
            }
        } finally {
            lock.unlock();
        }
    }

    UUID idOf(String resourceId) {
        lock.lock();
        try {
            return Objects.requireNonNull(approvals.get(resourceId)).id();
        } finally {
            lock.unlock();
        }
    }

    /// Revokes the approval of this resource: the next request opens another.
    ///
    /// @return its id
    UUID revoke(String resourceId) {
        lock.lock();
        try {
            return Objects.requireNonNull(approvals.remove(resourceId)).id();
        } finally {
            lock.unlock();
        }
    }

    /// From now on, answers requests about the approval of this resource with 500.
    void breakOff(String resourceId) {
        lock.lock();
        try {
            broken.add(resourceId);
        } finally {
            lock.unlock();
        }
    }

    /// The requested approvals, oldest first.
    List<ApprovalRequirement> requirements() {
        lock.lock();
        try {
            return List.copyOf(requirements);
        } finally {
            lock.unlock();
        }
    }

    /// The number of requests for the outcome of an approval.
    int told() {
        return told.get();
    }

    void require(HttpExchange exchange) throws IOException {
        ApprovalRequirement asked = JSON.readValue(exchange.getRequestBody(), ApprovalRequirement.class);
        Approval approval;
        lock.lock();
        try {
            requirements.add(asked);
            Instant opened = openedAt.getOrDefault(asked.resourceId(), Instant.MAX);
            if (asked.since() != null && opened.isBefore(asked.since())) {
                approvals.remove(asked.resourceId());
            }
            approval = approvals.computeIfAbsent(asked.resourceId(), resource -> {
                openedAt.put(resource, Instant.now());
                UUID id = UUID.randomUUID();
                return new Approval(
                        id,
                        asked.team(),
                        Approval.State.PENDING,
                        asked.approvers(),
                        0,
                        Instant.now().plusSeconds(3600),
                        "/api/v1/approvals/" + id);
            });
        } finally {
            lock.unlock();
        }
        ServerExchange.json(exchange, JSON.writeValueAsString(approval));
    }

    void tell(HttpExchange exchange) throws IOException {
        told.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        Optional<ObjectNode> found;
        boolean fails;
        lock.lock();
        try {
            Optional<Map.Entry<String, Approval>> entry = approvals.entrySet().stream()
                    .filter(each -> each.getValue().id().equals(id))
                    .findFirst();
            fails = entry.isPresent() && broken.contains(entry.get().getKey());
            found = entry.map(each -> told(each.getKey(), each.getValue()));
        } finally {
            lock.unlock();
        }
        if (found.isPresent() && !fails) {
            ServerExchange.json(exchange, found.get().toString());
        } else {
            exchange.sendResponseHeaders(fails ? 500 : 404, -1);
            exchange.close();
        }
    }

    private ObjectNode told(String resourceId, Approval approval) {
        ObjectNode told = JSON.valueToTree(approval);
        ArrayNode decisions = told.putArray("decisions");
        if (approval.state() == Approval.State.APPROVED || approval.state() == Approval.State.REJECTED) {
            decisions
                    .addObject()
                    .put("comment", comments.get(resourceId))
                    .put("decidedBy", FakeGovernance.DECIDER)
                    .put(
                            "decidedAt",
                            decidedAt.getOrDefault(resourceId, Instant.EPOCH).toString());
        }
        return told;
    }
}
