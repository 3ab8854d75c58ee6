/// Tests of the pages of datasets.
@NullMarked
package io.plumbline.console.dataset;

import org.jspecify.annotations.NullMarked;
