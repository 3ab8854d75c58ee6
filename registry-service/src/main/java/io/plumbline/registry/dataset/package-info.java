/// Datasets: uploaded as a whole, immutable, read record by record.
@NullMarked
package io.plumbline.registry.dataset;

import org.jspecify.annotations.NullMarked;
