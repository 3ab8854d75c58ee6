package io.plumbline.governance.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.governance.Governance;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How two people are told from one with two keys, at a replica that takes everybody's decisions and at one that
/// takes those of persons alone.
class FourEyesIT {

    private static final String TEAM = "retail-banking";

    private static Governance lenient;
    private static Governance strict;
    private static String carla;

    @BeforeAll
    static void start() {
        TestDatabase database = TestPostgres.create("governance");
        lenient = Governance.start(Map.of(), database);
        strict = Governance.start(Map.of("plumbline.governance.approvals.deciders", "persons"), database);
        carla = lenient.user("carla", TEAM, Role.COMPLIANCE_OFFICER);
    }

    @AfterAll
    static void stop() {
        strict.service().stop();
        lenient.close();
    }

    @Test
    void namesTheKeyThatDecided() {
        String machine = key(adminsKey("machine.maker"), Role.COMPLIANCE_OFFICER, null);
        String id = requested(lenient.key(TEAM, Role.ML_ENGINEER), "told@1");
        JsonNode decided = decide(lenient, machine, id).body().path("decisions").get(0);
        assertThat(decided.path("decidedWith").asString()).isEqualTo("MACHINE_KEY");
        assertThat(decided.path("independent").asBoolean()).isTrue();
        assertThat(event(id).path("decidedWith").asString()).isEqualTo("machine-key");
        assertThat(event(id).path("independent").asBoolean()).isTrue();
    }

    /// Two machine keys that one administrator made are one person.
    @Test
    void countsAMachineKeyAsThoseWhoMadeOrRenewedIt() {
        String other = adminsKey("other.maker");
        String mira = lenient.user("mira", TEAM, Role.ML_ENGINEER);
        String hers = key(Governance.ADMIN_KEY, Role.ML_ENGINEER, mira);
        String id = requested(hers, "machines@1", 3);
        assertThat(decide(lenient, key(Governance.ADMIN_KEY, Role.COMPLIANCE_OFFICER, null), id)
                        .status())
                .isEqualTo(200);
        String made = key(Governance.ADMIN_KEY, Role.PLATFORM_ADMIN, null);
        String renewed = lenient.post(
                        Governance.ADMIN_KEY,
                        "/api/v1/api-keys/" + Governance.idOf(key(other, Role.COMPLIANCE_OFFICER, null)) + "/rotate",
                        Map.of("graceSeconds", 0))
                .body()
                .path("key")
                .asString();
        for (String sameOnce : List.of(made, key(made, Role.COMPLIANCE_OFFICER, null), Governance.ADMIN_KEY, renewed)) {
            Answer refused = decide(lenient, sameOnce, id);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().path("type").asString()).isEqualTo("/problems/already-decided");
        }
        assertThat(decide(lenient, key(other, Role.COMPLIANCE_OFFICER, null), id)
                        .status())
                .isEqualTo(200);
        assertThat(decide(lenient, other, id).status())
                .as("whose machine key has decided")
                .isEqualTo(409);
        String byMachine = requested(lenient.key(TEAM, Role.ML_ENGINEER), "machines@2");
        Answer own = decide(lenient, made, byMachine);
        assertThat(own.status()).as("both keys are the same person's").isEqualTo(403);
        assertThat(own.body().path("type").asString()).isEqualTo("/problems/four-eyes");
        JsonNode created = lenient.get(
                        Governance.ADMIN_KEY,
                        "/api/v1/audit/events?action=governance.key.created&resource=api-key:" + Governance.idOf(hers))
                .body()
                .at("/items/0/attributes");
        assertThat(created.path("kind").asString()).isEqualTo("owned-key");
        assertThat(created.path("owner").asString()).isEqualTo(mira);
    }

    private static String adminsKey(String name) {
        return key(Governance.ADMIN_KEY, Role.PLATFORM_ADMIN, lenient.user(name, TEAM, Role.PLATFORM_ADMIN));
    }

    @Test
    void detectsThatTheRequesterCreatedTheKey() {
        String second = key(Governance.ADMIN_KEY, Role.PLATFORM_ADMIN, null);
        String third = key(second, Role.COMPLIANCE_OFFICER, null);
        String inHerName = key(second, Role.COMPLIANCE_OFFICER, carla);
        for (String key : new String[] {second, third, inHerName}) {
            String id = requested(Governance.ADMIN_KEY, "own-" + Governance.idOf(key) + "@1");
            Answer refused = decide(strict, key, id);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body().path("type").asString()).isEqualTo("/problems/four-eyes");
            boolean owned = key.equals(inHerName);
            assertThat(decide(lenient, key, id).status()).isEqualTo(owned ? 200 : 403);
            if (owned) {
                assertThat(event(id).path("independent").asBoolean()).isFalse();
            }
        }
    }

    @Test
    void detectsThatTheRequesterRotatedTheKey() {
        String another = lenient.user("another.admin", TEAM, Role.PLATFORM_ADMIN);
        String theirs = key(Governance.ADMIN_KEY, Role.PLATFORM_ADMIN, another);
        String officer = key(Governance.ADMIN_KEY, Role.COMPLIANCE_OFFICER, carla);
        String before = requested(theirs, "before@1");
        decide(lenient, officer, before);
        assertThat(event(before).path("independent").asBoolean()).isTrue();
        String renewed = knownEverywhere(lenient.post(
                        theirs, "/api/v1/api-keys/" + Governance.idOf(officer) + "/rotate", Map.of("graceSeconds", 60))
                .body()
                .path("key")
                .asString());
        String after = requested(theirs, "after@1");
        assertThat(decide(strict, renewed, after).status()).isEqualTo(403);
        assertThat(decide(lenient, renewed, after).status()).isEqualTo(200);
        assertThat(event(after).path("independent").asBoolean()).isFalse();
    }

    @Test
    void detectsThatTheDeciderCreatedTheRequestersKey() {
        String ada = lenient.user("ada", TEAM, Role.PLATFORM_ADMIN);
        String hers = key(Governance.ADMIN_KEY, Role.PLATFORM_ADMIN, ada);
        String pipeline = key(hers, Role.PLATFORM_ADMIN, null);
        for (String asking : List.of(pipeline, key(pipeline, Role.ML_ENGINEER, null))) {
            String id = requested(asking, "asked-by-" + Governance.idOf(asking) + "@1");
            Answer refused = decide(strict, hers, id);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body().path("type").asString()).isEqualTo("/problems/four-eyes");
            JsonNode shown = strict.get(strict.userToken("ada"), "/api/v1/approvals/" + id)
                    .body()
                    .path("caller");
            assertThat(shown.path("mayDecide").asBoolean()).isFalse();
            assertThat(shown.path("obstacle").asString()).contains("An independent person must decide");
            assertThat(decide(lenient, lenient.userToken("ada"), id).status()).isEqualTo(200);
            assertThat(event(id).path("decidedWith").asString()).isEqualTo("user");
            assertThat(event(id).path("independent").asBoolean()).isFalse();
        }
        String ofAnother = requested(pipeline, "decided-by-carla@1");
        assertThat(decide(strict, strict.userToken("carla"), ofAnother).status())
                .isEqualTo(200);
        assertThat(event(ofAnother).path("independent").asBoolean()).isTrue();
    }

    @Test
    void treatsAnOverlongChainOfKeysAsTheRequesters() {
        String key = key(Governance.ADMIN_KEY, Role.PLATFORM_ADMIN, null);
        for (int i = 0; i < 65; i++) {
            key = key(key, Role.PLATFORM_ADMIN, null);
        }
        String id = requested(lenient.key(TEAM, Role.ML_ENGINEER), "long@1");
        assertThat(decide(lenient, key, id).status()).isEqualTo(403);
        String owned = key(key, Role.COMPLIANCE_OFFICER, carla);
        decide(lenient, owned, id);
        assertThat(event(id).path("independent").asBoolean()).isFalse();
    }

    @Test
    void acceptsOnlyPersonsIfRequired() {
        String engineer = lenient.key(TEAM, Role.ML_ENGINEER);
        String id = requested(engineer, "person@1");
        String machine = key(Governance.ADMIN_KEY, Role.COMPLIANCE_OFFICER, null);
        assertThat(decide(strict, machine, id).status()).isEqualTo(403);
        String hers = key(Governance.ADMIN_KEY, Role.COMPLIANCE_OFFICER, carla);
        assertThat(decide(strict, hers, id).status()).isEqualTo(200);
        assertThat(event(id).path("decidedWith").asString()).isEqualTo("owned-key");
        assertThat(event(id).path("independent").asBoolean()).isTrue();
    }

    @Test
    void acceptsSignedInUsersEverywhere() {
        String id = requested(lenient.key(TEAM, Role.ML_ENGINEER), "signed-in@1");
        String token = strict.userToken("carla");
        assertThat(strict.get(token, "/api/v1/approvals/" + id)
                        .body()
                        .at("/caller/mayDecide")
                        .asBoolean())
                .isTrue();
        assertThat(decide(strict, token, id).body().path("state").asString()).isEqualTo("APPROVED");
        assertThat(event(id).path("decidedWith").asString()).isEqualTo("user");
        assertThat(event(id).path("independent").asBoolean()).isTrue();
    }

    private static String key(String by, Role role, @Nullable String owner) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("name", "made", "team", TEAM, "role", role.code()));
        if (owner != null) {
            body.put("owner", owner);
        }
        Answer made = lenient.post(by, "/api/v1/api-keys", body);
        assertThat(made.status()).isEqualTo(201);
        return knownEverywhere(made.body().path("key").asString());
    }

    /// A key, once the replica that has not made it knows it too.
    private static String knownEverywhere(String key) {
        await("the other replica knows the key")
                .until(() -> strict.get(key, "/api/v1/approvals").status() != 401);
        return key;
    }

    private static String requested(String key, String resource) {
        return requested(key, resource, 1);
    }

    private static String requested(String key, String resource, int approvers) {
        return lenient.post(
                        key,
                        "/api/v1/approvals",
                        Map.of(
                                "team",
                                TEAM,
                                "action",
                                "registry.version.promote",
                                "resourceType",
                                "model-version",
                                "resourceId",
                                resource,
                                "approvers",
                                approvers))
                .body()
                .path("id")
                .asString();
    }

    private static Answer decide(Governance at, String key, String id) {
        return at.post(key, "/api/v1/approvals/" + id + "/decision", Map.of("decision", "APPROVE"));
    }

    private static JsonNode event(String id) {
        return lenient.get(
                        Governance.ADMIN_KEY,
                        "/api/v1/audit/events?action=governance.approval.decided&resource=approval:" + id)
                .body()
                .path("items")
                .get(0)
                .path("attributes");
    }
}
