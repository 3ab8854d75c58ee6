package io.plumbline.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Caches which recurring texts a policy lets pass unchanged: an application's instructions and tools, which are
/// part of its every call; the history, which is part of every call of a conversation; and the metadata of an
/// answer, such as model, version and time. The findings depend only on the text, the policy and the surroundings
/// of the text, so that one inspection is enough.
///
/// The cache is separate per team. Otherwise another team could tell from the duration of its own call that the
/// same text was sent before.
///
/// Stores only digests of the most recent texts and the positions of irrelevant findings. Does not store texts
/// that were inspected partially, late or not at all. Nor does it store texts in which the call's vault has to
/// replace its own tag, or any texts in answers to a question for which values were invented. Thread-safe.
public final class CleanTexts {

    private static final int MOST = 40_000;
    private static final int LONGEST = 32 * 1024;

    /// For a text without surroundings.
    static final String ALONE = around(Surroundings.NONE);

    /// For a text that is inspected in any case.
    public static final Asked NOT_ASKED = new Asked(null, null, "");

    private final Cache<Key, Clean> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /// A text under a policy, compared by identity of the policy.
    private record Key(GuardPolicy policy, Stage stage, boolean json, String digest) {

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && key.policy == policy
                    && key.stage == stage
                    && key.json == json
                    && key.digest.equals(digest);
        }

        @Override
        public int hashCode() {
            return 31 * digest.hashCode() + System.identityHashCode(policy);
        }
    }

    /// The result of an inspection that let the text pass unchanged.
    public record Clean(List<Finding> findings, StageRules rules) {}

    /// A text that is about to be inspected, unless its result is known.
    public static final class Asked {

        private final @Nullable Cache<Key, Clean> known;
        private final @Nullable Key key;
        private final String text;

        private Asked(@Nullable Cache<Key, Clean> known, @Nullable Key key, String text) {
            this.known = known;
            this.key = key;
            this.text = text;
        }

        /// Returns the known result; null if the text must be inspected.
        public @Nullable Clean known() {
            return key == null || known == null ? null : known.getIfPresent(key);
        }

        /// Stores the result of the inspection.
        public void learn(Inspection inspection) {
            boolean passes = inspection.failures().isEmpty()
                    && inspection.decision() == Action.ALLOW
                    && inspection.text().equals(text);
            if (key != null && known != null && passes) {
                known.put(key, new Clean(List.copyOf(inspection.findings()), inspection.rules()));
            }
        }
    }

    /// The entries of one team.
    public record OfTeam(CleanTexts all, String team) {

        /// Looks up a text of the team.
        public Asked ask(
                GuardPolicy policy, Stage stage, boolean json, String text, String around, PlaceholderVault vault) {
            return all.ask(policy, stage, team, json, text, around, vault);
        }
    }

    public OfTeam of(String team) {
        return new OfTeam(this, team);
    }

    /// @param team whose call it is
    /// @param json whether the text is inspected as JSON
    /// @param around digest of the text's surroundings, from [#around]
    /// @param vault of the call
    Asked ask(
            GuardPolicy policy,
            Stage stage,
            String team,
            boolean json,
            String text,
            String around,
            PlaceholderVault vault) {
        if (text.length() > LONGEST || vault.isTagIn(text) || vault.hasInvented()) {
            return NOT_ASKED;
        }
        return new Asked(known, new Key(policy, stage, json, digest(team, text, around)), text);
    }

    private static String digest(String team, String text, String around) {
        MessageDigest sha256 = sha256();
        add(team, sha256);
        add(text, sha256);
        add(around, sha256);
        return new String(sha256.digest(), StandardCharsets.ISO_8859_1);
    }

    /// Returns the digest of the surroundings, which all texts of a call share.
    public static String around(Surroundings surroundings) {
        MessageDigest sha256 = sha256();
        String prompt = surroundings.systemPrompt();
        add(prompt == null ? List.of() : List.of(prompt), sha256);
        add(surroundings.canaries(), sha256);
        add(surroundings.earlier(), sha256);
        return new String(sha256.digest(), StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(List<String> texts, MessageDigest into) {
        into.update((byte) texts.size());
        texts.forEach(text -> add(text, into));
    }

    /// Adds a text after its length, so that different lists of texts never have the same digest.
    private static void add(String text, MessageDigest into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            into.update((byte) (bytes.length >> shift));
        }
        into.update(bytes);
    }
}
