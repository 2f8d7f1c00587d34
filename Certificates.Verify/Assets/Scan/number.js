// A certificate's number by the coding rule ZJ-2021, and what the catalogue calls its parts.
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const form = /^(?<kind>[ZP])(?<institution>\d{4})(?<province>\d{2})(?<occupation>\d{2})(?<direction>\d{2})(?<year>\d{2})(?<grade>[123])(?<serial>\d{7})[0-9A-Z]$/;
const groups = [5, 2, 2, 2, 2, 1, 7, 1];
const grades = { 1: 'senior', 2: 'intermediate', 3: 'junior' };

// ISO/IEC 7064, MOD 37,36.
export const checkCharacter = text => {
  let product = 36;
  for (const character of text) product = ((product + alphabet.indexOf(character)) % 36 || 36) * 2 % 37;
  return alphabet[(37 - product) % 36];
};

export const isNumber = text => {
  const parts = form.exec(text)?.groups;
  return Boolean(parts) && checkCharacter(text.slice(0, -1)) === text.at(-1)
    && parts.institution !== '0000' && parts.occupation !== '00' && parts.serial !== '0000000';
};

// In groups, as screens show it.
export const grouped = number => {
  let at = 0;
  return groups.map(length => number.slice(at, at += length)).join(' ');
};

// The edition of the day of issue; the number says neither edition nor assessment day, so it is the earliest that had not ended then.
const editionOf = (catalogue, { occupation, direction }, day) => {
  const editions = catalogue.occupations
    .filter(each => each.number === occupation)
    .filter(each => direction === '00' || each.directions.some(of => of.number === direction))
    .sort((one, other) => (one.validTo ?? '9999').localeCompare(other.validTo ?? '9999'));
  return editions.find(each => (each.validTo ?? '9999') >= day) ?? editions.at(-1);
};

// What a number says, in the words of the catalogue where there is one: [Chinese, English] each, and the code where no word is known.
export const explain = (number, day, catalogue) => {
  const parts = form.exec(number).groups;
  const edition = catalogue && editionOf(catalogue, parts, day);
  const institution = catalogue?.institutions.find(each => each.code === parts.institution);
  const grade = catalogue?.grades.find(each => each.code === grades[parts.grade]);
  const direction = edition?.directions.find(each => each.number === parts.direction);
  return {
    kind: parts.kind,
    occupation: edition ? [edition.name, edition.englishName] : [parts.occupation, ''],
    direction: parts.direction === '00' ? ['--', ''] : [direction?.name ?? parts.direction, ''],
    grade: grade ? [grade.name, grade.englishName] : [parts.grade, ''],
    institution: institution ? [institution.name, institution.englishName] : [parts.institution, ''],
  };
};
