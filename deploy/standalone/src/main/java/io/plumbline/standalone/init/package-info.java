/// First credentials: secrets, the files in which services find them, database roles.
@NullMarked
package io.plumbline.standalone.init;

import org.jspecify.annotations.NullMarked;
