/// The executors of trainings: an OpenAI-compatible service, a Kubernetes Job, and a local command.
@NullMarked
package io.plumbline.registry.finetuning.executor;

import org.jspecify.annotations.NullMarked;
