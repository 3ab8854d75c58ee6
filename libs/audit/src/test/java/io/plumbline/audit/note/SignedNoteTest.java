package io.plumbline.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.merkle.Hash;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /// The example of c2sp.org/signed-note (CC BY 4.0) at 5ba5ee83.
    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String NOTE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;
    private static final byte[] SEED = new byte[32];

    @Test
    void verifiesThePublishedExample() {
        NoteVerifier verifier = NoteVerifier.parse(VKEY);

        assertThat(verifier.verifies(SignedNote.parse(NOTE))).isTrue();
        assertThat(verifier.verifies(SignedNote.parse(NOTE.replace("message.", "message!"))))
                .isFalse();
        assertThat(verifier.vkey()).isEqualTo(VKEY);
        assertThat(SignedNote.parse(NOTE).format()).isEqualTo(NOTE);
    }

    @Test
    void keepsEmptyLinesInTheText() {
        String note = """
                Ognuno sta solo sul cuor della terra
                trafitto da un raggio di sole:

                ed è subito sera.

                — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
                """;

        assertThat(SignedNote.parse(note).text()).endsWith(":\n\ned è subito sera.\n");
        assertThat(SignedNote.parse(note).format()).isEqualTo(note);
    }

    /// The public key of the all-zero seed is a known one (RFC 8032's algorithm; as libsodium and Go's
    /// crypto/ed25519 give it).
    @Test
    void signsForItsOwnVerifierKey() {
        NoteSigner signer = NoteSigner.of("plumbline.example/audit", SEED);
        SignedNote note = signer.sign("text\n");

        assertThat(signer.verifier().vkey()).endsWith("+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
        assertThat(NoteVerifier.parse(signer.verifier().vkey()).verifies(note)).isTrue();
        assertThat(SignedNote.parse(note.format())).isEqualTo(note);
        assertThat(signer.sign("text\n")).isEqualTo(note);
    }

    @Test
    void ignoresOtherSignersAndRefusesAForgedSignatureOfItsOwn() {
        NoteSigner ours = NoteSigner.of("ours", SEED);
        byte[] otherSeed = SEED.clone();
        otherSeed[0] = 1;
        NoteSigner theirs = NoteSigner.of("theirs", otherSeed);
        SignedNote.Signature good = ours.sign("text\n").signatures().getFirst();
        SignedNote.Signature foreign = theirs.sign("text\n").signatures().getFirst();
        SignedNote.Signature bad = ours.sign("other\n").signatures().getFirst();

        assertThat(ours.verifier().verifies(new SignedNote("text\n", List.of(foreign, good))))
                .isTrue();
        assertThat(ours.verifier().verifies(new SignedNote("text\n", List.of(foreign))))
                .isFalse();
        assertThat(ours.verifier().verifies(new SignedNote("text\n", List.of(good, bad))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no signature\n",
                "text\n\n",
                "text\n\n— name\n",
                "text\n\n— name AAAA\n",
                "text\n\n— na+me AAAAAAAA\n",
                "text\n\n- name AAAAAAAA\n",
                "text\n\n— name AAAAAAAA",
                "te\u0001xt\n\n— name AAAAAAAA\n"
            })
    void refusesWhatIsNoNote(String text) {
        assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a",
                ""
            })
    void refusesWhatIsNoVerifierKey(String vkey) {
        assertThatThrownBy(() -> NoteVerifier.parse(vkey)).isInstanceOf(IllegalArgumentException.class);
    }

    /// The example of c2sp.org/tlog-checkpoint (CC BY 4.0) at 5ba5ee83.
    @Test
    void readsAndWritesCheckpoints() {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

        Checkpoint checkpoint = Checkpoint.parse(text);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(checkpoint.format()).isEqualTo(text);
        assertThat(Checkpoint.parse(text + "extension\n")).isEqualTo(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o\n01\n", "o\n-1\n", "o\n+1\n", "o\n99999999999999999999\n", "\n1\n", "o\n1"})
    void refusesInvalidCheckpoints(String start) {
        String text = start + Hash.EMPTY.toBase64() + "\n";

        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAHashOfAnotherLength() {
        byte[] hash = Arrays.copyOf(Hash.EMPTY.toBytes(), 31);

        assertThatThrownBy(() -> Hash.of(hash)).hasMessageContaining("32 bytes");
    }
}
