@NullMarked
package io.plumbline.console.lineage;

import org.jspecify.annotations.NullMarked;
