package io.plumbline.standalone.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    /// SHA-256 of `a,b` and a line break.
    private static final String FEES = "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313";

    @TempDir
    private Path folder;

    private List<Manifest> read(String file, String text) throws IOException {
        Path path = Files.writeString(folder.resolve(file), text);
        return new ManifestReader().read(path);
    }

    @Test
    void readsYamlAndJson() throws IOException {
        assertThat(read("support-desk.yaml", "stages: {input: {pii: {action: redact}}}\n"))
                .singleElement()
                .satisfies(manifest -> {
                    assertThat(manifest.title()).isEqualTo("policy support-desk");
                    assertThat(manifest.body()).containsOnlyKeys("stages");
                });
        assertThat(read("a.json", "{\"kind\": \"policy\", \"name\": \"b\", \"stages\": {}, \"timeoutMs\": 50}"))
                .singleElement()
                .satisfies(manifest -> {
                    assertThat(manifest.name()).isEqualTo("b");
                    assertThat(manifest.body()).containsEntry("timeoutMs", 50);
                });
    }

    @Test
    void readsSeveralDocumentsAndFiles() throws IOException {
        assertThat(read("two.yml", "name: b\nstages: {}\n---\nname: c\nstages: {}\n"))
                .extracting(Manifest::name)
                .containsExactly("b", "c");
        Files.writeString(folder.resolve("one.json"), "{\"stages\": {}}");
        Files.writeString(folder.resolve("notes.txt"), "not this");
        assertThat(new ManifestReader().read(folder)).extracting(Manifest::name).containsExactly("one", "b", "c");
    }

    @Test
    void readsWhatTheApiAnswers() throws IOException {
        assertThat(read("kept.json", """
                {"name": "a", "version": 3, "stages": {}, "builtIn": false, "changedAt": "2026-01-31T12:00:00Z",
                 "changedBy": "x"}"""))
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.body()).containsOnlyKeys("stages"));
    }

    @Test
    void readsABudgetOfThePlatformAJudgeAndAModelAsTheApiAnswersThem() throws IOException {
        assertThat(read("kept.json", """
                [{"kind": "budget", "name": "all", "team": "*", "scope": {}, "amountUsd": 5, "spentUsd": 1, "leftUsd": 4,
                  "reservedUsd": 0, "resetsAt": "2026-02-01T00:00:00Z", "createdAt": "x", "updatedAt": "y"},
                 {"kind": "Judge", "name": "j", "rubric": "tone@1", "revision": 2, "digest": "a", "rubricDigest": "b",
                  "createdAt": "x", "updatedAt": "y"},
                 {"kind": "Model", "name": "m", "team": "a", "newestVersion": 3, "aliases": {"production": 2},
                  "createdAt": "x", "updatedAt": "y"}]"""))
                .extracting(manifest -> manifest.body().keySet())
                .containsExactly(Set.of("scope", "amountUsd"), Set.of("rubric"), Set.of("team", "aliases"));
    }

    @Test
    void takesTheKindOfAProviderFromItsType() throws IOException {
        assertThat(read("p.yaml", "kind: Provider\nname: p\ntype: openai\nbaseUrl: https://example.com\n"))
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.body())
                        .containsOnly(Map.entry("baseUrl", "https://example.com"), Map.entry("kind", "openai")));
    }

    @Test
    void refusesACredentialWithoutSayingIt() {
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("p.yaml", "kind: Provider\nname: p\ntype: openai\ncredential: sk-hush\n"))
                .withMessageContaining("p.yaml: files must not contain a credential")
                .withMessageNotContaining("hush");
    }

    @Test
    void refusesAliasesWhichWouldBeReadAsTexts() {
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("a.yaml", "name: a\nwords: &shared Be kind.\n---\nname: b\nwords: *shared\n"))
                .withMessageEndingWith("a.yaml, line 5: the YAML alias *shared is not supported. Write out its value.");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("a.yaml", "a: &base {b: 1}\nc:\n  <<: *base\n"))
                .withMessageContaining("line 3: the YAML alias *base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json", "a.yaml"})
    void readsNumbersAsTheyAreWrittenAndWhatEditorsPutBeforeATextAsNothing(String file) throws IOException {
        assertThat(read(file, "\uFEFF{\"amountUsd\": 0.12345678901234567890, \"model\": 4.10}"))
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.body())
                        .containsEntry("amountUsd", new BigDecimal("0.12345678901234567890"))
                        .containsEntry("model", new BigDecimal("4.10")));
    }

    @Test
    void saysThatATextIsInAnotherEncoding() throws IOException {
        Path path = Files.writeString(folder.resolve("a.yaml"), "name: a\n", StandardCharsets.UTF_16);
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> new ManifestReader().read(path))
                .withMessageContaining("a.yaml cannot be read: it is not UTF-8 text");
    }

    @Test
    void followsNoLinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("a"), "stages: {}\n");
        Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("kept", "a"));
        assertThat(new ManifestReader().read(folder)).extracting(Manifest::name).containsExactly("a");
        Path secret = Files.writeString(elsewhere.resolve("secret"), "token: hush\n");
        Files.createSymbolicLink(folder.resolve("b.yaml"), secret);
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> new ManifestReader().read(folder))
                .withMessageContaining("b.yaml is a link that leaves the folder");
    }

    @Test
    void findsTheDocumentsOfAKnowledgeBaseNextToItsFile() throws IOException {
        Path docs = Files.createDirectories(folder.resolve("docs/hr"));
        Files.writeString(docs.getParent().resolve("fees.csv"), "a,b\n");
        Files.writeString(docs.resolve("leave.md"), "# Leave\n");
        Files.writeString(docs.resolve("draft.txt"), "not this");
        assertThat(read("kb.yaml", """
                kind: KnowledgeBase
                name: handbook
                documents: ["docs/*.csv", "docs/**/*.md"]
                prune: true
                """)).singleElement().satisfies(manifest -> {
            assertThat(manifest.title()).isEqualTo("knowledge-base handbook");
            assertThat(manifest.body()).isEmpty();
            assertThat(manifest.files().prune()).isTrue();
            assertThat(manifest.files().files()).containsOnlyKeys("fees.csv", "hr.leave.md");
            assertThat(manifest.files().files().get("fees.csv").digest()).isEqualTo("sha256:" + FEES);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "documents: ../*.md|must be patterns of paths below the folder",
                "documents: /etc/*|must be patterns of paths below the folder",
                "documents: docs/*.pdf|no file matches docs/*.pdf",
                "documents: docs/[a|docs/[a is not a pattern",
                "documents: names/*|must consist of letters",
                "documents: links/*|is a link that leaves the folder",
                "documents: [twins/a/*, twins/b/*]|have the same id",
                "prune: true|prune needs documents"
            })
    void refusesDocumentsThatItCannotSend(String members, String reason, @TempDir Path elsewhere) throws IOException {
        for (String file : List.of("docs/a.md", "names/no good.md", "twins/a/x.md", "twins/b/x.md", "links/a.md")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "text");
        }
        Files.createSymbolicLink(
                folder.resolve("links/b.md"), Files.writeString(elsewhere.resolve("secret"), "token: hush\n"));
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("kb.yaml", "kind: knowledge-base\nname: a\n" + members + "\n"))
                .withMessageContaining(reason);
    }

    @Test
    void takesTheSecretOfAWebhookByReferenceOnly() throws IOException {
        assertThat(read("hook.yaml", "kind: Webhook\nname: bot\nurl: https://a.example\nsecretEnv: BOT_SECRET\n"))
                .singleElement()
                .satisfies(manifest -> {
                    assertThat(manifest.secretVariables()).containsOnly(Map.entry("secret", "BOT_SECRET"));
                    assertThat(manifest.body()).containsOnlyKeys("url");
                });
        assertThat(read("plan.yaml", "kind: TrainingPlan\nname: bot\nmodel: bot\nsecretEnv: TRAINER_KEY\n"))
                .singleElement()
                .satisfies(manifest ->
                        assertThat(manifest.secretVariables()).containsOnly(Map.entry("secret", "TRAINER_KEY")));
        assertThat(read("tone.yaml", "kind: scorer\nname: tone\nhttp: {url: https://a.example}\nsecretEnv: TONE\n"))
                .singleElement()
                .satisfies(manifest -> {
                    assertThat(manifest.secretVariables()).containsOnly(Map.entry("secret", "TONE"));
                    assertThat(manifest.path()).isEqualTo("/api/v1/scorers/tone");
                });
        assertThat(read("channel.yaml", "kind: AlertChannel\nname: bot\ntype: SLACK\nsecretEnv: SLACK_HOOK\n"))
                .singleElement()
                .satisfies(manifest -> {
                    assertThat(manifest.secretVariables()).containsOnly(Map.entry("secret", "SLACK_HOOK"));
                    assertThat(manifest.body()).containsOnly(Map.entry("kind", "SLACK"));
                });
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("hook.yaml", "kind: Webhook\nname: bot\nsecret: whsec_hush\n"))
                .withMessageContaining("files must not contain a secret")
                .withMessageNotContaining("hush");
    }

    @Test
    void readsConnectorsOfDifferentKnowledgeBases() throws IOException {
        String connector = "kind: Connector\nname: wiki\nknowledgeBase: %s\nsource: {kind: WEB}\n";
        assertThat(read(
                        "two.yaml",
                        connector.formatted("a") + "secretsEnv: {Authorization: WIKI}\n---\n" + connector.formatted("b")
                                + "secretNames: []\ntimes: {nextRunAt: null}\n"))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.path()).isEqualTo("/api/v1/knowledge-bases/a/connectors/wiki");
                            assertThat(first.secretVariables()).containsOnly(Map.entry("Authorization", "WIKI"));
                        },
                        second -> {
                            assertThat(second.title()).isEqualTo("connector b/wiki");
                            assertThat(second.body()).containsOnlyKeys("source");
                        });
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("c.yaml", connector.formatted("a") + "secrets: {Authorization: hush}\n"))
                .withMessageContaining("Name an environment variable in secretsEnv")
                .withMessageNotContaining("hush");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("c.yaml", "kind: Connector\nname: wiki\n"))
                .withMessageContaining("knowledgeBase must be");
    }

    @Test
    void readsTheRerankerOfAKnowledgeBaseAndPlans() throws IOException {
        String reranker = "kind: Reranker\nknowledgeBase: handbook\nurl: https://api.example.com/v1/rerank\nmodel: m\n";
        assertThat(read(
                        "r.yaml",
                        reranker + "apiKeyEnv: RERANK_KEY\nhasApiKey: true\n---\n"
                                + "kind: PreferencePlan\nname: support\ndataset: pairs\nlast: null\n"))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.title()).isEqualTo("reranker handbook");
                            assertThat(first.path()).isEqualTo("/api/v1/knowledge-bases/handbook/reranker");
                            assertThat(first.secretVariables()).containsOnly(Map.entry("apiKey", "RERANK_KEY"));
                            assertThat(first.body()).containsOnlyKeys("url", "model");
                        },
                        second -> {
                            assertThat(second.title()).isEqualTo("preference-plan support");
                            assertThat(second.path()).isEqualTo("/api/v1/preferences/plans/support");
                            assertThat(second.body()).containsOnlyKeys("dataset");
                        });
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("r.yaml", reranker + "apiKey: hush\n"))
                .withMessageContaining("Name an environment variable in apiKeyEnv")
                .withMessageNotContaining("hush");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("r.yaml", "kind: Reranker\nurl: u\n"))
                .withMessageContaining("the reranker's knowledge base");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("r.yaml", reranker + "---\n" + reranker))
                .withMessageContaining("reranker handbook is defined twice");
    }

    @Test
    void refusesTheSameThingInTwoPlaces() {
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("two.yaml", "name: b\nstages: {}\n---\nname: b\nstages: {}\n"))
                .withMessageContaining("policy b is defined twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "a: [", "kind: gate\nstages: {}", "name: No Good\nstages: {}", "a: 1\na: 2", ""})
    void refusesWhatIsNone(String text) {
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> read("wrong.yaml", text))
                .withMessageContaining("wrong.yaml");
    }
}
