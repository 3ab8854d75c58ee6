package io.plumbline.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.clients.governance.AnnotatorInvitation;
import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.clients.governance.CallerGrants;
import io.plumbline.clients.governance.GovernanceClient.PolicyComparison;
import io.plumbline.clients.governance.GovernanceClient.PolicyPair;
import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.GovernanceSnapshot.RevokedApproval;
import io.plumbline.clients.governance.Incident;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.clients.governance.InvitedAnnotator;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.credential.ApiKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A small governance-service over real HTTP, for the tests of other services: it signs tokens, publishes API
/// keys and guard policies by long polling, and stores approvals and incidents. Thread-safe.
public final class FakeGovernance implements AutoCloseable {

    /// The approver.
    public static final String DECIDER = "the-decider";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private volatile HttpServer server;
    private final TestTokens tokens = new TestTokens();
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, ApiKeyEntry> keys = new HashMap<>();
    private final Map<String, PolicyEntry> policies = new HashMap<>();
    private final List<RevokedApproval> revoked = new ArrayList<>();
    private final FakeApprovals approvals = new FakeApprovals();
    private final Map<String, IncidentReport> incidents = new HashMap<>();
    private final Map<String, Map<String, Role[]>> users = new ConcurrentHashMap<>();
    private final List<String> withdrawn = new CopyOnWriteArrayList<>();
    private final List<String> invited = new CopyOnWriteArrayList<>();
    private final List<String> annotators = new CopyOnWriteArrayList<>();
    private final List<String> stricter = new CopyOnWriteArrayList<>();
    private final AtomicBoolean takesIncidents = new AtomicBoolean(true);
    private long version = 1;

    public FakeGovernance() {
        try {
            server = listen(0);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the test's governance", e);
        }
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.createContext("/oauth2/jwks", exchange -> ServerExchange.json(exchange, tokens.publicKeys()));
        made.createContext("/oauth2/token", this::token);
        made.createContext("/internal/v1/snapshot", this::snapshot);
        made.createContext("/internal/v1/approvals", approvals::require);
        made.createContext("/api/v1/approvals/", approvals::tell);
        made.createContext("/internal/v1/policies/compare", this::compare);
        made.createContext("/api/v1/incidents", this::openIncident);
        made.createContext("/internal/v1/annotators", this::inviteAnnotator);
        made.createContext("/internal/v1/callers/", this::tellGrants);
        made.start();
        return made;
    }

    /// Closes all connections and accepts none, until [#comeBack].
    public void leave() {
        server.stop(0);
    }

    /// Resumes at the same address with the same state.
    public void comeBack() {
        try {
            server = listen(server.getAddress().getPort());
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the test's governance again", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A user's token with these roles in a team.
    public String userToken(String team, Role... roles) {
        return userToken(UUID.randomUUID().toString(), Map.of(team, roles));
    }

    /// A token of the user with this id.
    public String userToken(String id, Map<String, Role[]> grants) {
        users.put(id, grants);
        return tokens.sign(url(), id, Caller.ActorType.USER, grants);
    }

    /// Takes all grants from the user with this id. Tokens stay valid.
    public void disable(String user) {
        users.remove(user);
    }

    private void tellGrants(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        Map<String, Role[]> grants = users.get(path[5]);
        if (grants == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        Map<String, List<String>> codes = new HashMap<>();
        grants.forEach((team, roles) ->
                codes.put(team, Arrays.stream(roles).map(Role::code).toList()));
        ServerExchange.json(exchange, JSON.writeValueAsString(new CallerGrants(codes, List.of(), List.of())));
    }

    /// A token of one of Plumbline's services.
    public String serviceToken(String service) {
        return tokens.sign(
                url(), service + "-service", Caller.ActorType.SERVICE, Map.of("*", new Role[] {Role.SERVICE}));
    }

    /// Creates an API key and publishes it.
    public String apiKey(String team, Role role, String... scopes) {
        return key(team, role, List.of(scopes), List.of());
    }

    /// Creates an API key that is limited to routes and publishes it.
    public String limitedKey(String team, Role role, String... routes) {
        return key(team, role, List.of(), List.of(routes));
    }

    private String key(String team, Role role, List<String> scopes, List<String> routes) {
        ApiKey made = ApiKey.generate(random);
        publish(new ApiKeyEntry(
                made.id(), team, role.code(), made.secretSha256(), null, null, scopes, routes, null, false));
        return made.text();
    }

    /// Publishes an API key, new or changed.
    public void publish(ApiKeyEntry entry) {
        change(() -> keys.put(entry.id(), entry));
    }

    /// Publishes a guard policy, new or changed.
    public void publish(PolicyEntry policy) {
        change(() -> policies.put(policy.name(), policy));
    }

    /// Makes one version of a policy at least as strict as another; both as `name@version`. All others are looser.
    public void stricter(String policy, String than) {
        stricter.add(policy + " " + than);
    }

    private void compare(HttpExchange exchange) throws IOException {
        PolicyPair pair = JSON.readValue(exchange.getRequestBody().readAllBytes(), PolicyPair.class);
        boolean strict = stricter.contains(pair.policy() + " " + pair.than());
        ServerExchange.json(
                exchange,
                JSON.writeValueAsString(new PolicyComparison(strict, strict ? List.of() : List.of("/stages/input"))));
    }

    /// Revokes an API key.
    public void revoke(String apiKey) {
        String id = ApiKey.parse(apiKey).orElseThrow().id();
        change(() -> keys.computeIfPresent(
                id,
                (_, entry) -> new ApiKeyEntry(
                        id,
                        entry.team(),
                        entry.role(),
                        entry.secretSha256(),
                        null,
                        null,
                        entry.scopes(),
                        entry.routes(),
                        entry.expiresAt(),
                        true)));
    }

    /// Decides the requested approval of this resource, without a comment.
    public void decide(String resourceId, Approval.State state) {
        decide(resourceId, state, null);
    }

    /// Decides the requested approval of this resource.
    ///
    /// @param comment recorded with the decision
    public void decide(String resourceId, Approval.State state, @Nullable String comment) {
        approvals.decide(resourceId, state, comment);
    }

    /// The id of the requested approval of this resource.
    public UUID approvalOf(String resourceId) {
        return approvals.idOf(resourceId);
    }

    /// Revokes the granted approval of this resource.
    public void revokeApproval(String resourceId, Instant at) {
        revokeApproval(approvals.revoke(resourceId), at);
    }

    /// Revokes an approval by its id.
    public void revokeApproval(UUID id, Instant at) {
        change(() -> revoked.add(new RevokedApproval(id, at)));
    }

    /// From now on, answers requests about the approval of this resource with 500.
    public void breakApproval(String resourceId) {
        approvals.breakOff(resourceId);
    }

    /// The number of requests for the outcome of an approval.
    public int outcomesAsked() {
        return approvals.told();
    }

    /// The requested approvals, oldest first.
    public List<ApprovalRequirement> requirements() {
        return approvals.requirements();
    }

    /// The incidents, by the idempotency key of their request.
    public Map<String, IncidentReport> incidents() {
        lock.lock();
        try {
            return Map.copyOf(incidents);
        } finally {
            lock.unlock();
        }
    }

    /// Sets whether incidents are accepted, or answered with 503.
    public void takeIncidents(boolean take) {
        takesIncidents.set(take);
    }

    private void openIncident(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!takesIncidents.get()) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        IncidentReport report = JSON.readValue(body, IncidentReport.class);
        lock.lock();
        try {
            incidents.put(key, report);
        } finally {
            lock.unlock();
        }
        UUID id = UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ServerExchange.json(exchange, JSON.writeValueAsString(new Incident(id, report.team(), "OPEN")));
    }

    /// Lets a user annotate in a team.
    public void annotator(UUID user, String team) {
        annotators.add(user + " " + team);
    }

    /// The users whose access as annotators ended.
    public List<String> withdrawnAnnotators() {
        return List.copyOf(withdrawn);
    }

    private void inviteAnnotator(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        if (exchange.getRequestMethod().equals("GET")) {
            String team = exchange.getRequestURI().getQuery().replaceFirst("team=", "");
            exchange.sendResponseHeaders(annotators.contains(path[4] + " " + team) ? 204 : 404, -1);
            exchange.close();
            return;
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            withdrawn.add(path[4]);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        String team = JSON.readValue(body, AnnotatorInvitation.class).team();
        UUID user = path.length > 4 ? UUID.fromString(path[4]) : UUID.randomUUID();
        if (path.length > 4 && !invited.contains(user + " " + team)) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        invited.add(user + " " + team);
        String link = url() + "/invitation?token=" + ApiKey.newSecret(random);
        ServerExchange.json(
                exchange,
                JSON.writeValueAsString(
                        new InvitedAnnotator(user, link, Instant.now().plusSeconds(60))));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        ServerExchange.json(exchange, "{\"access_token\":\"" + serviceToken("test") + "\",\"expires_in\":300}");
    }

    private void snapshot(HttpExchange exchange) throws IOException {
        long since = Long.parseLong(ServerExchange.parameter(exchange, "since"));
        long waitSeconds = Long.parseLong(ServerExchange.parameter(exchange, "waitSeconds"));
        GovernanceSnapshot answer;
        lock.lock();
        try {
            long left = waitSeconds * 1_000_000_000L;
            while (version == since && left > 0) {
                left = changed.awaitNanos(left);
            }
            answer = new GovernanceSnapshot(
                    version,
                    true,
                    List.copyOf(keys.values()),
                    List.copyOf(policies.values()),
                    List.of(),
                    null,
                    List.copyOf(revoked));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
        ServerExchange.json(exchange, JSON.writeValueAsString(answer));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
