package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.UuidV7;
import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleProofs;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

/// Proofs of single events, in a log of more than one tile.
class ProofIT {

    private static final String TEAM = "retail-banking";

    private static Governance governance;
    private static String auditor;
    private static JdbcClient superuser;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        auditor = governance.newKey(TEAM, Role.AUDITOR, null);
        superuser = JdbcClient.create(governance.service().database().superuser());
        for (int i = 0; i < 150; i++) {
            governance.team("proven-" + i); // an event each
            governance.newKey(TEAM, Role.APPLICATION, null);
        }
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void provesAnEventRightAfterItWasAppended() {
        String id = newEvent();
        Answer answer = governance.get(auditor, path(id));
        assertThat(answer.status()).isEqualTo(200);
        JsonNode proof = answer.body();
        byte[] event = Base64.getDecoder().decode(proof.path("event").asString());
        Hash leaf = Hash.ofBase64(proof.path("leafHash").asString());
        assertThat(Hash.leaf(event)).isEqualTo(leaf);
        assertThat(new String(event, StandardCharsets.UTF_8)).contains(id, "governance.key.created");
        SignedNote note = SignedNote.parse(proof.path("checkpoint").asString());
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        assertThat(key().verifies(note)).isTrue();
        assertThat(checkpoint.size()).isEqualTo(proof.path("treeSize").asLong()).isGreaterThan(300);
        assertThat(checkpoint.root().toBase64()).isEqualTo(proof.path("root").asString());
        List<Hash> path = proof.path("auditPath")
                .valueStream()
                .map(hash -> Hash.ofBase64(hash.asString()))
                .toList();
        assertThat(path).hasSizeLessThanOrEqualTo(9);
        assertThat(MerkleProofs.isIncluded(
                        leaf, proof.path("leafIndex").asLong(), checkpoint.size(), path, checkpoint.root()))
                .isTrue();
    }

    @Test
    void returnsATlogProofToClientsThatAcceptText() {
        String id = newEvent();
        EntityExchangeResult<byte[]> answer = fetch(auditor, path(id), "text/plain");
        assertThat(answer.getStatus().value()).isEqualTo(200);
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CONTENT_TYPE))
                .isEqualToIgnoringCase("text/plain;charset=UTF-8");
        String[] parts = text(answer).split("\n\n", 2);
        String[] head = parts[0].split("\n", -1);
        assertThat(head[0]).isEqualTo("c2sp.org/tlog-proof@v1");
        long index = Long.parseLong(head[1].substring("index ".length()));
        SignedNote note = SignedNote.parse(parts[1]);
        assertThat(key().verifies(note)).isTrue();
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        byte[] event = Base64.getDecoder()
                .decode(governance.get(auditor, path(id)).body().path("event").asString());
        assertThat(MerkleProofs.isIncluded(
                        Hash.leaf(event),
                        index,
                        checkpoint.size(),
                        Arrays.stream(head).skip(2).map(Hash::ofBase64).toList(),
                        checkpoint.root()))
                .isTrue();
        assertThat(fetch(auditor, path(id), "*/*").getResponseHeaders().getContentType())
                .hasToString("application/json");
        assertThat(fetch(auditor, path(id), "image/png").getStatus().value()).isEqualTo(406);
    }

    @Test
    void reportsAnUnintegratedEventAndForbidsOthers() {
        UUID id = governance.service().bean(UuidV7.class).next();
        String known = newEvent();
        // Behind the log's back, so that the sequencer never hears of it.
        asSuperuser("""
                insert into audit.event (id, canonical) select '%1$s', convert_to(
                    replace(convert_from(canonical, 'UTF8'), id::text, '%1$s'), 'UTF8')
                from audit.event where id = '%2$s'""".formatted(id, known));
        try {
            Answer early = governance.get(auditor, path(id.toString()));
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.body().path("type").asString()).isEqualTo("/problems/event-not-integrated");
            assertThat(early.body().path("retryAfterSeconds").asInt()).isEqualTo(1);
            assertThat(verification(id.toString())).contains("NOT_VERIFIED", "it was inserted by other means");
        } finally {
            asSuperuser("delete from audit.event where id = '%s'".formatted(id));
        }
        assertThat(governance.get(auditor, path(UUID.randomUUID().toString())).status())
                .isEqualTo(404);
        String engineer = governance.key(TEAM, Role.ML_ENGINEER);
        assertThat(governance.get(engineer, path(known)).status()).isEqualTo(403);
    }

    @Test
    void detectsThatAnEventWasTamperedWith() {
        String id = newEvent();
        assertThat(verification(id))
                .contains("The stored bytes are a valid event", "The checkpoint is signed with the log's key")
                .doesNotContain("NOT_VERIFIED");
        String change = "update audit.event set canonical = convert_to(replace(convert_from(canonical, 'UTF8'),"
                + " '\"role\":\"%s\"', '\"role\":\"%s\"'), 'UTF8') where id = '%s'";
        asSuperuser(change.formatted("application", "platform-admin", id));
        assertThat(verification(id))
                .contains("NOT_VERIFIED", "The stored event differs from the one hashed in leaf")
                .contains("the event was changed after it was logged");
        // The proof is that of the leaf, so what is stored now does not fit it.
        JsonNode proof = governance.get(auditor, path(id)).body();
        assertThat(Hash.leaf(Base64.getDecoder().decode(proof.path("event").asString()))
                        .toBase64())
                .isNotEqualTo(proof.path("leafHash").asString());
        asSuperuser(change.formatted("platform-admin", "application", id));
        assertThat(verification(id)).startsWith("{\"verdict\":\"VERIFIED\"");
    }

    @Test
    void distinguishesAChangedLeafFromAChangedEvent() {
        String id = newEvent();
        assertThat(verification(id)).doesNotContain("NOT_VERIFIED");
        byte[] hash = superuser
                .sql("select hash from audit.leaf where event_id = ?::uuid")
                .param(id)
                .query(byte[].class)
                .single();
        asSuperuser("update audit.leaf set hash = sha256('x') where event_id = '%s'".formatted(id));
        try {
            assertThat(verification(id)).contains("NOT_VERIFIED", "The tree confirms the event: its leaf was changed");
        } finally {
            asSuperuser("update audit.leaf set hash = decode('%s', 'hex') where event_id = '%s'"
                    .formatted(HexFormat.of().formatHex(hash), id));
        }
        assertThat(verification(id)).doesNotContain("NOT_VERIFIED");
    }

    @Test
    void packsEventsWithProofsThatVerifyOffline() throws IOException {
        String first = newEvent();
        String second = newEvent();
        governance.get(auditor, path(second));
        Map<String, byte[]> pack = pack("id=" + first + "&id=" + second);
        SignedNote note = SignedNote.parse(new String(pack.get("checkpoint"), StandardCharsets.UTF_8));
        assertThat(NoteVerifier.parse(new String(pack.get("verifier-key.txt"), StandardCharsets.UTF_8).strip())
                        .verifies(note))
                .isTrue();
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        for (String id : List.of(first, second)) {
            String[] parts =
                    new String(pack.get("proofs/" + id + ".tlog-proof"), StandardCharsets.UTF_8).split("\n\n", 2);
            String[] head = parts[0].split("\n", -1);
            assertThat(parts[1]).isEqualTo(note.format());
            assertThat(MerkleProofs.isIncluded(
                            Hash.leaf(pack.get("events/" + id + ".json")),
                            Long.parseLong(head[1].substring("index ".length())),
                            checkpoint.size(),
                            Arrays.stream(head).skip(2).map(Hash::ofBase64).toList(),
                            checkpoint.root()))
                    .isTrue();
        }
        assertThat(new String(pack.get("events.ndjson"), StandardCharsets.UTF_8).lines())
                .hasSize(2);
        assertThat(pack("action=governance.key.created&resource=" + resourceOf(first)))
                .containsKeys("README.txt", "manifest.json", "events/" + first + ".json")
                .doesNotContainKey("events/" + second + ".json");
        JsonNode exported = governance
                .get(auditor, "/api/v1/audit/events?action=governance.log.exported&limit=1")
                .body()
                .at("/items/0/attributes");
        assertThat(exported.path("format").asString()).isEqualTo("evidence");
        assertThat(exported.path("most").asInt()).isEqualTo(1);
        assertThat(governance
                        .get(auditor, "/api/v1/audit/evidence?id=" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
    }

    private static String resourceOf(String event) {
        return governance
                .get(auditor, "/api/v1/audit/events/" + event)
                .body()
                .at("/resource/id")
                .asString();
    }

    private static Map<String, byte[]> pack(String query) throws IOException {
        byte[] zip = fetch(auditor, "/api/v1/audit/evidence?" + query, "application/zip")
                .getResponseBody();
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void servesTheLogInTilesThatYieldItsRoot() {
        Checkpoint checkpoint = Checkpoint.parse(
                SignedNote.parse(text(fetch(null, "/checkpoint", "*/*"))).text());
        long size = checkpoint.size();
        assertThat(size).isBetween(257L, 1_000L);
        List<Hash> leaves = new ArrayList<>();
        CompactRange entries = CompactRange.empty();
        for (int tile = 0; tile * 256L < size; tile++) {
            int width = (int) Math.min(256, size - tile * 256L);
            String address = "%03d".formatted(tile) + (width == 256 ? "" : ".p/" + width);
            leaves.addAll(hashes("/tile/0/" + address));
            EntityExchangeResult<byte[]> bundle = fetch(auditor, "/tile/entries/" + address, "*/*");
            ByteBuffer bytes = ByteBuffer.wrap(bundle.getResponseBodyContent());
            while (bytes.hasRemaining()) {
                byte[] entry = new byte[Short.toUnsignedInt(bytes.getShort())];
                bytes.get(entry);
                entries.append(Hash.leaf(entry));
            }
        }
        CompactRange tree = CompactRange.empty();
        leaves.forEach(tree::append);
        assertThat(tree.root()).isEqualTo(checkpoint.root());
        assertThat(entries.root()).isEqualTo(checkpoint.root());
        CompactRange first = CompactRange.empty();
        leaves.subList(0, 256).forEach(first::append);
        assertThat(hashes("/tile/1/000.p/1")).containsExactly(first.root());
        for (String none : List.of(
                "/tile/0/999",
                "/tile/0/000.p/256",
                "/tile/0/000.p/0",
                "/tile/0/x000/000",
                "/tile/0/0",
                "/tile/00/000",
                "/tile/0/000/",
                "/tile/0/000.p/01",
                "/tile/0/-01",
                "/tile/0/x00/000",
                "/tile/2/000.p/1",
                "/tile/63/000",
                "/tile/0/x999/x999/x999/x999/999")) {
            assertThat(fetch(null, none, "*/*").getStatus().value()).as(none).isEqualTo(404);
        }
        assertThat(fetch(null, "/tile/64/000", "*/*").getStatus().value()).isEqualTo(400);
        assertThat(fetch(null, "/tile/entries/000", "*/*").getStatus().value()).isEqualTo(401);
    }

    private static List<Hash> hashes(String address) {
        EntityExchangeResult<byte[]> answer = fetch(null, address, "*/*");
        assertThat(answer.getStatus().value()).as(address).isEqualTo(200);
        assertThat(answer.getResponseHeaders().getCacheControl()).contains("immutable");
        ByteBuffer bytes = ByteBuffer.wrap(answer.getResponseBodyContent());
        List<Hash> hashes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] hash = new byte[Hash.BYTES];
            bytes.get(hash);
            hashes.add(Hash.of(hash));
        }
        return hashes;
    }

    private static String path(String id) {
        return "/api/v1/audit/events/" + id + "/proof";
    }

    private static String newEvent() {
        String key = governance.newKey(TEAM, Role.APPLICATION, null);
        return governance
                .get(auditor, "/api/v1/audit/events?action=governance.key.created&resource=" + Governance.idOf(key))
                .body()
                .at("/items/0/id")
                .asString();
    }

    /// The verification of an event, once a checkpoint covers it.
    private static String verification(String id) {
        governance.get(auditor, path(id));
        return governance
                .get(auditor, "/api/v1/audit/events/" + id + "/verification")
                .body()
                .toString();
    }

    private static NoteVerifier key() {
        return NoteVerifier.parse(text(fetch(null, "/api/v1/audit/verifier-key", "*/*")));
    }

    private static String text(EntityExchangeResult<byte[]> answer) {
        return new String(answer.getResponseBodyContent(), StandardCharsets.UTF_8);
    }

    private static EntityExchangeResult<byte[]> fetch(@Nullable String credential, String path, String accept) {
        return (credential == null
                        ? governance.service().client()
                        : governance.service().client(credential))
                .get()
                .uri(path)
                .header(HttpHeaders.ACCEPT, accept)
                .exchange()
                .expectBody()
                .returnResult();
    }

    /// With no trigger in the way.
    private static void asSuperuser(String sql) {
        superuser
                .sql("begin; set local session_replication_role = replica; " + sql + "; commit")
                .update();
    }
}
