/// Data sources, one per database role.
@NullMarked
package io.plumbline.kit.database;

import org.jspecify.annotations.NullMarked;
