/**
 * IANA names of the time zones as Ruby on Rails words them, which is how both helpdesks name a zone.
 *
 * Names whose IANA zone bears the same city (`London`, `New Delhi` not) stand in the list of their region; the others
 * are spelt out.
 *
 * @see https://api.rubyonrails.org/classes/ActiveSupport/TimeZone.html
 */
const sameCity: Readonly<Record<string, string>> = {
  Africa: 'Cairo,Casablanca,Harare,Monrovia,Nairobi',
  America: 'Bogota,Caracas,Chihuahua,La Paz,Lima,Mazatlan,Mexico City,Montevideo,Puerto Rico,Santiago,Tijuana',
  Asia:
    'Almaty,Baghdad,Baku,Bangkok,Chongqing,Dhaka,Hong Kong,Irkutsk,Jakarta,Jerusalem,Kabul,Kamchatka,Karachi,Kathmandu,' +
    'Kolkata,Krasnoyarsk,Kuala Lumpur,Kuwait,Magadan,Muscat,Novosibirsk,Rangoon,Riyadh,Seoul,Singapore,Srednekolymsk,' +
    'Taipei,Tashkent,Tbilisi,Tehran,Tokyo,Ulaanbaatar,Urumqi,Vladivostok,Yakutsk,Yerevan',
  Atlantic: 'Azores',
  Australia: 'Adelaide,Brisbane,Darwin,Hobart,Melbourne,Perth,Sydney',
  Europe:
    'Amsterdam,Athens,Belgrade,Berlin,Bratislava,Brussels,Bucharest,Budapest,Copenhagen,Dublin,Helsinki,Istanbul,' +
    'Kaliningrad,Lisbon,Ljubljana,London,Madrid,Minsk,Moscow,Paris,Prague,Riga,Rome,Samara,Sarajevo,Skopje,Sofia,' +
    'Stockholm,Tallinn,Vienna,Vilnius,Volgograd,Warsaw,Zagreb,Zurich',
  Pacific: 'Auckland,Fiji,Guam,Port Moresby',
};

const otherwiseNamed: Readonly<Record<string, string>> = {
  'Abu Dhabi': 'Asia/Muscat',
  Alaska: 'America/Juneau',
  'American Samoa': 'Pacific/Pago_Pago',
  Arizona: 'America/Phoenix',
  Astana: 'Asia/Dhaka',
  'Atlantic Time (Canada)': 'America/Halifax',
  Beijing: 'Asia/Shanghai',
  Bern: 'Europe/Zurich',
  Brasilia: 'America/Sao_Paulo',
  'Buenos Aires': 'America/Argentina/Buenos_Aires',
  Canberra: 'Australia/Melbourne',
  'Cape Verde Is.': 'Atlantic/Cape_Verde',
  'Central America': 'America/Guatemala',
  'Central Time (US & Canada)': 'America/Chicago',
  'Chatham Is.': 'Pacific/Chatham',
  Chennai: 'Asia/Kolkata',
  'Eastern Time (US & Canada)': 'America/New_York',
  Edinburgh: 'Europe/London',
  Ekaterinburg: 'Asia/Yekaterinburg',
  Georgetown: 'America/Guyana',
  Greenland: 'America/Godthab',
  Guadalajara: 'America/Mexico_City',
  Hanoi: 'Asia/Bangkok',
  Hawaii: 'Pacific/Honolulu',
  'Indiana (East)': 'America/Indiana/Indianapolis',
  'International Date Line West': 'Pacific/Midway',
  Islamabad: 'Asia/Karachi',
  Kiev: 'Europe/Kiev',
  Kyiv: 'Europe/Kiev',
  'Marshall Is.': 'Pacific/Majuro',
  'Mid-Atlantic': 'Atlantic/South_Georgia',
  'Midway Island': 'Pacific/Midway',
  Monterrey: 'America/Mexico_City',
  'Mountain Time (US & Canada)': 'America/Denver',
  Mumbai: 'Asia/Kolkata',
  'New Caledonia': 'Pacific/Noumea',
  'New Delhi': 'Asia/Kolkata',
  Newfoundland: 'America/St_Johns',
  "Nuku'alofa": 'Pacific/Tongatapu',
  Osaka: 'Asia/Tokyo',
  'Pacific Time (US & Canada)': 'America/Los_Angeles',
  Pretoria: 'Africa/Johannesburg',
  Quito: 'America/Lima',
  Samoa: 'Pacific/Apia',
  Sapporo: 'Asia/Tokyo',
  Saskatchewan: 'America/Regina',
  'Solomon Is.': 'Pacific/Guadalcanal',
  'Sri Jayawardenepura': 'Asia/Colombo',
  'St. Petersburg': 'Europe/Moscow',
  'Tokelau Is.': 'Pacific/Fakaofo',
  UTC: 'Etc/UTC',
  Wellington: 'Pacific/Auckland',
  'West Central Africa': 'Africa/Algiers',
};

const ianaNames: ReadonlyMap<string, string> = new Map([
  ...Object.entries(sameCity).flatMap(([region, cities]) =>
    cities.split(',').map((city): [string, string] => [city, `${region}/${city.replaceAll(' ', '_')}`]),
  ),
  ...Object.entries(otherwiseNamed),
]);

/** The IANA name of a zone that a helpdesk names; any other name is passed on, for the calendar's own check to judge. */
export function ianaZone(railsName: string): string {
  return ianaNames.get(railsName) ?? railsName;
}

/** Every name that is known by heart. */
export const railsZoneNames: readonly string[] = [...ianaNames.keys()];
