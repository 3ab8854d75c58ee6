package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.testkit.FakeGovernance;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Guard policies of tests: in force once published, so that a route may name them. Their guards have a minute
/// for each call unless the document says otherwise, since the machine may have more to do.
final class Policies {

    private static final String TIME = "timeoutMs";
    private static final int MINUTE_MS = 60_000;

    private Policies() {}

    /// Publishes the first version of a policy that no team owns.
    static void publish(RunningGateway gateway, String name, String document) {
        publish(gateway, name, 1, null, document);
    }

    /// Publishes a version of a policy.
    static void publish(RunningGateway gateway, String name, int version, @Nullable String team, String document) {
        publish(gateway, gateway.service().governance(), entry(name, version, team, JSON.readTree(document)));
    }

    /// Publishes the first version of a policy with the governance that the gateway follows.
    static void publish(RunningGateway gateway, FakeGovernance governance, String name, String document) {
        publish(gateway, governance, entry(name, 1, null, JSON.readTree(document)));
    }

    /// Puts a `standard` in force that is as the built-in one, but for the time.
    static void publishStandard(RunningGateway gateway) {
        ObjectNode document = JSON.valueToTree(PolicyDocument.write(GuardPolicy.standard()));
        document.remove(TIME);
        publish(gateway, gateway.service().governance(), entry(GuardPolicies.STANDARD, 1, null, document));
    }

    /// Publishes a version of a policy that no team owns, which people have approved.
    static void publishApproved(
            RunningGateway gateway, String name, int version, String document, int approvers, UUID approvalId) {
        PolicyEntry entry = entry(name, version, null, JSON.readTree(document));
        publish(
                gateway,
                gateway.service().governance(),
                new PolicyEntry(name, version, null, entry.document(), approvers, approvalId));
    }

    private static PolicyEntry entry(String name, int version, @Nullable String team, JsonNode document) {
        ObjectNode timed = (ObjectNode) document;
        if (!timed.has(TIME)) {
            timed.put(TIME, MINUTE_MS);
        }
        return new PolicyEntry(name, version, team, timed);
    }

    private static void publish(RunningGateway gateway, FakeGovernance governance, PolicyEntry entry) {
        governance.publish(entry);
        GuardPolicies policies = gateway.service().bean(GuardPolicies.class);
        await("the policy is in force")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(20))
                .until(() -> policies.find(entry.name())
                        .filter(found -> found.revision().version() == entry.version())
                        .isPresent());
    }
}
