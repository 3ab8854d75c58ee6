/// Models, prompts and datasets, versioned; and the rules by which a version comes into production.
@NullMarked
package io.plumbline.registry;

import org.jspecify.annotations.NullMarked;
