/// The registry of models in the API of MLflow's model registry, for its clients.
@NullMarked
package io.plumbline.registry.mlflow;

import org.jspecify.annotations.NullMarked;
