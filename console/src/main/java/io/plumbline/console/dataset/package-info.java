/// Datasets: their versions and records, uploads, and added records.
@NullMarked
package io.plumbline.console.dataset;

import org.jspecify.annotations.NullMarked;
