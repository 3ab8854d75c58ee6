package io.plumbline.registry.finetuning.executor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What is known of a job at an OpenAI-compatible service.
///
/// @param training id of the uploaded training file
/// @param validation id of the uploaded validation file
/// @param isCreating whether the creation of the job was tried
/// @param job id of the job
/// @param seen id of the newest event that was read
@JsonInclude(JsonInclude.Include.NON_NULL)
record OpenAiJob(
        @Nullable String training,
        @Nullable String validation,
        boolean isCreating,
        @Nullable String job,
        @Nullable String seen) {

    static final OpenAiJob NEW = new OpenAiJob(null, null, false, null, null);

    OpenAiJob uploaded(String trainingFile, @Nullable String validationFile) {
        return new OpenAiJob(trainingFile, validationFile, false, null, null);
    }

    OpenAiJob creating() {
        return new OpenAiJob(training, validation, true, null, null);
    }

    OpenAiJob created(String id) {
        return new OpenAiJob(training, validation, true, id, null);
    }

    OpenAiJob read(@Nullable String event) {
        return new OpenAiJob(training, validation, true, job, event == null ? seen : event);
    }
}
