@NullMarked
package io.plumbline.registry.lineage;

import org.jspecify.annotations.NullMarked;
