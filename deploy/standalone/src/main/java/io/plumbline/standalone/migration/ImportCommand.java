package io.plumbline.standalone.migration;

import io.plumbline.standalone.apply.Services;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/// `import`: copies the models of an MLflow server or the prompts of a Langfuse project into the registry. A second
/// run copies only what is new. Credentials of the other system come from the variables of its own clients:
/// `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`; `LANGFUSE_PUBLIC_KEY` and
/// `LANGFUSE_SECRET_KEY`.
public final class ImportCommand {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Home home;
    private final Map<String, String> environment;
    private final Narrator narrator;

    public ImportCommand(Home home, Map<String, String> environment, Narrator narrator) {
        this.home = home;
        this.environment = environment;
        this.narrator = narrator;
    }

    /// @return whether everything was copied
    /// @throws CannotContinue if a server cannot be reached or read
    public boolean run(ImportOptions options) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build()) {
            Api registry = new Services(home, environment, http).of(Service.REGISTRY);
            SourceServer source = new SourceServer(http, options.from(), authorization(options.source()));
            ImportReport report = new ImportReport(narrator, options.dryRun());
            return switch (options.source()) {
                case MLFLOW -> new MlflowImport(source, registry, options, report).run();
                case LANGFUSE -> new LangfuseImport(source, registry, options, report).run();
            };
        } catch (StoryBroke e) {
            throw new CannotContinue(String.valueOf(e.getMessage()), e);
        }
    }

    private String authorization(ImportOptions.Source source) {
        if (source == ImportOptions.Source.LANGFUSE) {
            return SourceServer.basic(variable("LANGFUSE_PUBLIC_KEY"), variable("LANGFUSE_SECRET_KEY"));
        }
        String token = variable("MLFLOW_TRACKING_TOKEN");
        return token.isEmpty()
                ? SourceServer.basic(variable("MLFLOW_TRACKING_USERNAME"), variable("MLFLOW_TRACKING_PASSWORD"))
                : "Bearer " + token;
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
