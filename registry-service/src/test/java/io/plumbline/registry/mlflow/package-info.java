@NullMarked
package io.plumbline.registry.mlflow;

import org.jspecify.annotations.NullMarked;
