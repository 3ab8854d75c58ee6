package io.plumbline.testkit;

import com.sun.net.httpserver.HttpExchange;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final List<ApprovalRequirement> requirements = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();

    /// Decides the approval that was asked for this resource.
    ///
    /// @param comment what is said with the decision
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
            if (comment != null) {
                comments.put(resourceId, comment);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The approvals that were asked for, oldest first.
    List<ApprovalRequirement> requirements() {
        lock.lock();
        try {
            return List.copyOf(requirements);
        } finally {
            lock.unlock();
        }
    }

    /// How often somebody asked what was decided.
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
        Answers.json(exchange, JSON.writeValueAsString(approval));
    }

    void tell(HttpExchange exchange) throws IOException {
        told.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        Optional<ObjectNode> found;
        lock.lock();
        try {
            found = approvals.entrySet().stream()
                    .filter(each -> each.getValue().id().equals(id))
                    .findFirst()
                    .map(each -> told(each.getValue(), comments.get(each.getKey())));
        } finally {
            lock.unlock();
        }
        if (found.isPresent()) {
            Answers.json(exchange, found.get().toString());
        } else {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        }
    }

    private static ObjectNode told(Approval approval, @Nullable String comment) {
        ObjectNode told = JSON.valueToTree(approval);
        ArrayNode decisions = told.putArray("decisions");
        if (approval.state() == Approval.State.APPROVED || approval.state() == Approval.State.REJECTED) {
            decisions.addObject().put("comment", comment).put("decidedBy", FakeGovernance.DECIDER);
        }
        return told;
    }
}
