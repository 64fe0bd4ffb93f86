/** Departments and institutes: groups that hold access, and institutes that say who people are. */
package io.medseal.cli.groups;
