/// Maps the members of files in other conventions to those of records.
@NullMarked
package io.plumbline.registry.dataset.mapping;

import org.jspecify.annotations.NullMarked;
