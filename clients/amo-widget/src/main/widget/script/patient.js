/** Who is booked, read from the card as the settings say; what is not filled is an empty string. */
function readPatient(card, settings) {
  const value = (setting, usual) => String(setting === '' ? usual() : cardValue(card, setting));
  const gender = value(settings.genderField, () => firstOf(card.contact, ['GENDER', 'Пол', 'Gender', 'Sex']));
  const phones = settings.phoneField === ''
    ? fieldValues(findField(card.contact, 'PHONE')).map(String)
    : [String(cardValue(card, settings.phoneField))].filter((phone) => phone !== '');
  return {
    customer: value(settings.customerField, () => card.contact.name || ''),
    phones,
    emails: fieldValues(findField(card.contact, 'EMAIL')).map(String),
    gender,
    genderCode: Object.hasOwn(settings.genderCodes, gender) ? settings.genderCodes[gender] : gender,
    birth: isoDate(settings.birthField === '' ? birthday(card.contact) : cardValue(card, settings.birthField)),
  };
}

function firstOf(entity, names) {
  const field = names.map((name) => findField(entity, name)).find((found) => found !== undefined);
  const value = fieldValues(field)[0];
  return value === undefined ? '' : value;
}

function birthday(contact) {
  const field = (contact.custom_fields_values || []).find((found) => found.field_type === 'birthday');
  const value = fieldValues(field)[0];
  return value === undefined ? firstOf(contact, ['BIRTHDAY', 'Дата рождения', 'Birthday']) : value;
}

/** RDESK's letter; empty if the card does not say. */
function sexLetter(gender) {
  const first = gender.trim().toLowerCase().charAt(0);
  return { м: 'M', m: 'M', ж: 'F', f: 'F' }[first] || '';
}
