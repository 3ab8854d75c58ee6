package io.plumbline.standalone.audit;

import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.configuration.conduct.ConductVerification;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import java.util.Locale;

/// Verifies a log that is kept elsewhere: an exported folder, or a tile server.
final class ForeignLog {

    private final Home home;
    private final Narrator narrator;

    ForeignLog(Home home, Narrator narrator) {
        this.home = home;
        this.narrator = narrator;
    }

    /// @return whether there are no errors
    boolean run(AuditOptions options) {
        String log = options.log();
        if (log == null) {
            throw new IllegalArgumentException("no other log");
        }
        NoteVerifier key = key(options);
        KnownCheckpoint known = options.checkpoint() == null ? null : KnownCheckpoint.of(options.checkpoint(), key);
        ConductVerification verification = new ConductVerification();
        TiledLog.Read read = narrator.during(
                "reading the log, entry by entry",
                _ -> TiledLog.at(log, System.getenv("PLUMBLINE_API_KEY"))
                        .read(
                                key,
                                options.conduct() ? verification::take : _ -> {},
                                known == null ? -1 : known.size()));
        narrator.say(String.format(
                Locale.ROOT,
                "%,d events, the newest of %s; root hash: %s",
                read.checkpoint().size(),
                read.newest() == null ? "no time" : read.newest(),
                read.root()));
        if (!read.intact()) {
            narrator.bad("The log is NOT intact: its entries do not match the signed root.");
            return false;
        }
        narrator.good("The log is intact: its entries match the signed root.");
        if (known != null && !known.check(read.checkpoint().size(), read.rootThen(), narrator)) {
            return false;
        }
        if (known == null) {
            narrator.say("Only a checkpoint from elsewhere shows whether this is the whole log: --checkpoint.");
        }
        return !options.conduct() || new ConductTelling(narrator).tell(verification.report());
    }

    private NoteVerifier key(AuditOptions options) {
        if (options.vkey() == null) {
            return new VerifierKey(home)
                    .kept()
                    .orElseThrow(() -> new CannotContinue("Pass the key that signs that log with --vkey."));
        }
        try {
            return NoteVerifier.parse(options.vkey());
        } catch (IllegalArgumentException e) {
            throw new CannotContinue("--vkey is not a verifier key: " + e.getMessage() + ".", e);
        }
    }
}
