/// Plumbline on one machine: the commands behind the script `plumbline`.
@NullMarked
package io.plumbline.standalone;

import org.jspecify.annotations.NullMarked;
