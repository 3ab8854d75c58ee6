/// The inventory of production.
@NullMarked
package io.plumbline.console.inventory;

import org.jspecify.annotations.NullMarked;
