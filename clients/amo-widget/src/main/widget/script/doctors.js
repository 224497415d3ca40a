const MOST_DOCTORS = 1000;

/**
 * Reads 1C's `["Ефимова Е.В. [8:55,9:00]"]`. A name may hold anything, brackets too: the hours are in the last pair.
 * What does not look so is counted and not shown, because a person must not book what was not understood.
 *
 * @returns {{doctors: {name: string, hours: string[]}[], refused: number}}, or null if it is no such list
 */
function readDoctors(answer) {
  if (answer === null || typeof answer !== 'object' || !Array.isArray(answer.doctors)) {
    return null;
  }
  const rows = answer.doctors.slice(0, MOST_DOCTORS);
  const doctors = rows.map(readDoctor).filter((doctor) => doctor !== null);
  return { doctors, refused: answer.doctors.length - doctors.length };
}

function readDoctor(row) {
  if (typeof row !== 'string' || row.length > 20000) {
    return null;
  }
  const open = row.lastIndexOf('[');
  const name = row.slice(0, Math.max(open, 0)).trim();
  const rest = row.slice(open + 1).trim();
  if (name === '' || !rest.endsWith(']')) {
    return null;
  }
  const hours = rest.slice(0, -1).split(',').map((hour) => hour.trim()).filter((hour) => hour !== '');
  return hours.every((hour) => /^([01]?\d|2[0-3]):[0-5]\d$/.test(hour)) ? { name, hours } : null;
}
