package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.plan.TrainingForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;

/// The files of jobs at a service with OpenAI's API. They have the records of datasets, and a service keeps them until
/// they are deleted.
final class OpenAiFiles {

    private static final int NOT_FOUND = 404;

    private final TrainingHttp http;

    OpenAiFiles(TrainingHttp http) {
        this.http = http;
    }

    /// Uploads the records of a job.
    OpenAiJob upload(TrainingTask task) throws ExecutorException {
        String training = upload(task, task.files().training(TrainingForm.OPENAI), "training.jsonl");
        Optional<Path> file = task.files().validation(TrainingForm.OPENAI);
        String validation = file.isEmpty() ? null : upload(task, file.get(), "validation.jsonl");
        return OpenAiJob.NEW.uploaded(training, validation);
    }

    private String upload(TrainingTask task, Path file, String name) throws ExecutorException {
        try {
            HttpPost request = new HttpPost(OpenAiExecutor.uri(task, "/files"));
            request.setEntity(MultipartEntityBuilder.create()
                    .addTextBody("purpose", "fine-tune")
                    .addBinaryBody("file", file.toFile(), ContentType.create("application/jsonl"), name)
                    .build());
            return OpenAiExecutor.id(
                    http.send(OpenAiExecutor.base(task), request, task.secret()).requireOk());
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes the uploaded files of a job.
    ///
    /// @return whether none remains
    boolean delete(TrainingTask task, OpenAiJob job) {
        boolean deleted = true;
        for (String file : Stream.of(job.training(), job.validation())
                .filter(Objects::nonNull)
                .toList()) {
            try {
                HttpDelete request = new HttpDelete(OpenAiExecutor.uri(task, "/files/" + OpenAiExecutor.encoded(file)));
                TrainingHttp.Response response = http.send(OpenAiExecutor.base(task), request, task.secret());
                deleted &= response.isOk() || response.status() == NOT_FOUND;
            } catch (ExecutorException e) {
                deleted = false;
            }
        }
        return deleted;
    }
}
