package io.plumbline.images;

import io.plumbline.standalone.audit.AuditVerifyCommand;
import io.plumbline.standalone.audit.VerifierKey;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.init.Init;
import io.plumbline.standalone.init.Secrets;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The main program of the init image. Its argument selects the task:
///
/// | word | does |
/// |---|---|
/// | `secrets` | creates missing secrets, and hands Postgres its password; before Postgres starts |
/// | `database` | creates schemas and roles, and hands each service its file; before the services start |
/// | `credentials` | prints how a person reaches the installation |
/// | `audit-verify` | verifies the audit log against its signed checkpoints |
///
/// Each may be repeated: existing data is kept. Exit codes: 0 success, 1 failure (with a sentence that gives the
/// reason), 2 usage error.
public final class InitCommand {

    private static final Path FOLDER = Path.of("/plumbline");

    private final Home home;
    private final HandOver handOver;
    private final Map<String, String> environment;
    private final NetworkAddresses addresses;
    private final PrintStream out;

    /// @param folder holds `state`, the home as all containers see it, and `handover`, a folder for each of them
    InitCommand(Path folder, Map<String, String> environment, PrintStream out) {
        this.home = new Home(folder.resolve("state"));
        this.handOver = new HandOver(folder.resolve("handover"));
        this.environment = environment;
        this.addresses = new NetworkAddresses(environment);
        this.out = out;
    }

    public static void main(String[] arguments) {
        int exitCode;
        try {
            exitCode = new InitCommand(FOLDER, System.getenv(), System.out).run(List.of(arguments));
        } catch (CannotContinue e) {
            System.err.println(e.getMessage());
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    int run(List<String> words) {
        switch (words.size() == 1 ? words.getFirst() : "") {
            case "secrets" ->
                handOver.superuserPassword(new Init(home).secrets().superuserPassword());
            case "database" -> installDatabase();
            case "credentials" -> out.print(credentials());
            case "audit-verify" -> {
                return verifyAuditLog() ? 0 : 1;
            }
            default -> {
                System.err.println("One word is needed: secrets, database, credentials or audit-verify.");
                return 2;
            }
        }
        return 0;
    }

    private void installDatabase() {
        Init init = new Init(home);
        Secrets secrets = init.secrets();
        init.install(secrets, addresses, database(secrets));
        handOver.services(home);
        out.println("Schemas, roles and the services' files are there.");
    }

    private DatabaseAddress database(Secrets secrets) {
        DatabaseAddress told = DatabaseAddress.from(environment)
                .orElseThrow(() -> new CannotContinue(DatabaseAddress.URL_VARIABLE + " is not set."));
        return told.password().isEmpty()
                ? new DatabaseAddress(told.url(), told.user(), secrets.superuserPassword())
                : told;
    }

    private String credentials() {
        try {
            return Files.readString(home.credentials());
        } catch (IOException e) {
            throw new CannotContinue("There are no credentials yet: the first start makes them.", e);
        }
    }

    /// The first run keeps the key; it should therefore directly follow the first start.
    private boolean verifyAuditLog() {
        Narrator narrator = Narrator.on(out);
        new VerifierKey(home).keepFirst(addresses.internalUrl(Service.GOVERNANCE));
        return new AuditVerifyCommand(home, narrator).run().intact();
    }
}
