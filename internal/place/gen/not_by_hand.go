package main

// notByHand has other names of the city list that nobody means today, of the past or of
// a neighbouring spelling, which would make a well-known city of that name unsure: the
// city as the list names it, its country, then the names to leave out.
const notByHand = `Portland|US|Bridgetown
Haarlem|NL|Harlem
Syracuse|US|Milan
Amman|JO|Philadelphia
Debre Tabor|ET|Samara
Hong Kong|HK|Victoria
Jerusalem|IL|Salem
Tijuana|MX|Zaragoza
Gustavo Adolfo Madero|MX|Guadalupe
Ecatepec de Morelos|MX|San Cristobal
Oaxaca|MX|Santa Maria
Chattogram|BD|Islamabad
Sylhet|BD|Jalalabad
Sahiwal|PK|Montgomery
Temirtau|KZ|Samarkand
Korolev|RU|Kaliningrad
Tolyatti|RU|Stavropol
Saint Petersburg|RU|Petropolis
Independence|US|Bristol
Richmond|US|Manchester
Paterson|US|Manchester
Hampton|US|Southampton
Allentown|US|Northampton
Elmhurst|US|Middelburg
San Diego|US|San Miguel
Tempe|US|San Pablo
Saint Paul|US|San Pablo
Barrie|CA|Bari
Surrey|CA|Sari
Taguig|PH|Santa Ana
Mandaluyong City|PH|San Felipe
Nice|FR|Nis
Bath|GB|Bata
Burgos|ES|Burgas
Coro|VE|Corum
Las Tunas|CU|Victoria
Nehe|CN|Porto
Dandong|CN|Andong
Jixi|CN|Kisi
Taiyuan|CN|Thai Nguyen
Guli|CN|Yongkang
`
